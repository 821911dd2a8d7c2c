/** Elements that only a page of HTML begins with; `<p>` and `<div>` also begin many Markdown files. */
const HTML_ROOTS = new Set(['html', 'head', 'body', 'title', 'meta', 'script', 'style', 'iframe', 'link', 'base']);

export type RootElement = {
  /** Local name in lower case. */
  readonly name: string;
  readonly qualifiedName: string;
  /** An `<?xml` declaration precedes it. */
  readonly hasProlog: boolean;
  readonly isHtml: boolean;
};

/** The first element of a text that begins with markup, past declaration, comments and document type. */
export function readRootElement(text: string): RootElement | undefined {
  let rest = text.trimStart();
  let hasProlog = false;
  while (rest.startsWith('<')) {
    if (rest.startsWith('<?')) {
      hasProlog ||= /^<\?xml\s/.test(rest);
      rest = after(rest, '?>');
    } else if (rest.startsWith('<!--')) {
      rest = after(rest, '-->');
    } else if (/^<!doctype\s/i.test(rest)) {
      const named = /^<!doctype\s+([\w:.-]+)/i.exec(rest)?.[1];
      if (named?.toLowerCase() === 'html') return element('html', hasProlog);
      const subset = /^[^[>]*\[/.exec(rest);
      rest = subset ? after(after(rest, ']'), '>') : after(rest, '>');
    } else {
      const name = /^<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(?=[\s/>])/.exec(rest)?.[1];
      return name === undefined ? undefined : element(name, hasProlog);
    }
  }
  return undefined;
}

function element(qualifiedName: string, hasProlog: boolean): RootElement {
  const name = (qualifiedName.split(':').at(-1) ?? '').toLowerCase();
  return { name, qualifiedName, hasProlog, isHtml: HTML_ROOTS.has(name) };
}

const after = (text: string, mark: string): string => {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length).trimStart();
};
