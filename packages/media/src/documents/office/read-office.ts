import { collectPages } from '../collect-pages.ts';
import { measureContainer } from '../containers/measure-container.ts';
import type { FormatReader } from '../format-reader.ts';
import { countChanges } from './count-changes.ts';
import { isLockedOffice, LOCKED } from './is-locked-office.ts';
import type { OfficeNode } from './office-node.ts';
import { parseOfficeDocument } from './parse-office.ts';

/** Some programs number it. */
const DOCUMENT_PART = /^word\/document\d*\.xml$/;
const isSlide = ({ type }: OfficeNode): boolean => type === 'slide';

/** Texts are one page, since where their pages end is up to who shows them; of presentations every slide is a page. */
export function createOfficeReader(format: 'docx' | 'pptx' | 'odt' | 'odp'): FormatReader {
  return async ({ content, limits }) => {
    if (isLockedOffice(content)) return LOCKED;
    const container = await measureContainer(content, limits, (name) => DOCUMENT_PART.test(name));
    if (container.outcome !== 'measured') return container;
    const office = await parseOfficeDocument(content, format, limits);
    if (office.outcome !== 'parsed') return office;

    const slides = office.nodes.filter(isSlide);
    const groups = slides.length > 0 ? slides.map((slide) => [slide]) : [office.nodes];
    const collected = collectPages(limits);
    for (const group of groups) {
      if (collected.full) break;
      collected.add(await office.textOf(group));
    }
    const { pages } = collected;
    const [document] = container.parts.values();
    const changes = format === 'docx' && document !== undefined ? countChanges(document) : undefined;
    return {
      outcome: 'read',
      pages,
      truncated: collected.truncated || pages.length < groups.length,
      facts: { pages: groups.length, ...office.facts, ...(changes !== undefined && { changes }) },
      previews: [],
    };
  };
}
