import { text } from 'node:stream/consumers';

/** Draws what a terminal showed as an SVG: `npm start -- --once 2>&1 | node scripts/draw-run.ts > docs/run.svg`. */

const LINE = 19;
const CHARACTER = 8.43;
const PADDING = 18;
const COLORS: readonly (readonly [RegExp, string])[] = [
  [/✔|published/g, '#7ee787'],
  [/━+/g, '#58a6ff'],
  [/✖|rejected|failed/g, '#ffa198'],
];

const escapeXml = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function paint(line: string): string {
  return COLORS.reduce(
    (painted, [pattern, color]) => painted.replace(pattern, (word) => `<tspan fill="${color}">${word}</tspan>`),
    escapeXml(line),
  );
}

const lines = (await text(process.stdin))
  .split('\n')
  .filter((line) => !/^(npm warn|> )/.test(line))
  .join('\n')
  .trim()
  .split('\n');
const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CHARACTER + 2 * PADDING);
const height = lines.length * LINE + 2 * PADDING;
const rows = lines.map(
  (line, index) => `<text x="${PADDING}" y="${PADDING + 14 + index * LINE}" xml:space="preserve">${paint(line)}</text>`,
);
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">
<title>npm start: the sample files on their way through</title>
<rect width="100%" height="100%" rx="10" fill="#0d1117"/>
${rows.join('\n')}
</svg>
`,
);
