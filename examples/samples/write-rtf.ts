/** A Rich Text document in one font; letters beyond ASCII as the escapes every reader knows. */
export function writeRtf(title: string, author: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((text) => `${escapeRtf(text)}\\par\n`).join('');
  return `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Helvetica;}}
{\\info{\\title ${escapeRtf(title)}}{\\author ${escapeRtf(author)}}{\\creatim\\yr2026\\mo2\\dy28\\hr12\\min0}}
\\f0\\fs24
${body}}
`;
}

function escapeRtf(text: string): string {
  return text.replace(/[\\{}]/g, '\\$&').replace(/[^\x20-\x7e]/g, (unit) => `\\u${(unit.charCodeAt(0) << 16) >> 16}?`);
}
