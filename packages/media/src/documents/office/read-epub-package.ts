import { posix } from 'node:path';
import { unescapeXml } from './unescape-xml.ts';

export type EpubPackage = {
  /** Paths in the container, in reading order. */
  readonly chapters: readonly string[];
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly createdAt: string | undefined;
};

/** Reads a package document (EPUB 3.3, section 5) that lies at `path` in its container. */
export function readEpubPackage(xml: string, path: string): EpubPackage {
  const files = new Map<string, string>();
  for (const [item] of xml.matchAll(/<(?:\w+:)?item\s[^<>]*>/g)) {
    const id = attribute(item, 'id');
    const href = attribute(item, 'href');
    if (id !== undefined && href !== undefined) files.set(id, posix.join(posix.dirname(path), decodePath(href)));
  }
  // Once each: a book that shows a chapter again and again is not read again and again.
  const chapters = new Set<string>();
  for (const [reference] of xml.matchAll(/<(?:\w+:)?itemref\s[^<>]*>/g)) {
    const file = files.get(attribute(reference, 'idref') ?? '');
    if (file !== undefined) chapters.add(file);
  }
  const date = new Date(element(xml, 'date') ?? '');
  return {
    chapters: [...chapters],
    title: element(xml, 'title'),
    author: element(xml, 'creator'),
    createdAt: Number.isNaN(date.getTime()) ? undefined : date.toISOString(),
  };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return value === null ? undefined : unescapeXml(value[1] ?? value[2] ?? '');
}

function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<dc:${name}(?:\\s[^<>]*)?>([^<]*)<`).exec(xml)?.[1];
  return text === undefined ? undefined : unescapeXml(text);
}

/** References are URLs: `chapter%201.xhtml`, without the part after `#`. */
function decodePath(href: string): string {
  const path = href.replace(/#.*$/s, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
