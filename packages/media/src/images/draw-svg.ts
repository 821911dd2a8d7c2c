import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolvePackage, runInThread } from '../threads/run-in-thread.ts';
import type { DecodeFailure } from './classify-decode-error.ts';

/** A vector picture has no size of its own worth keeping below this, in pixels of its longest side. */
const LEAST_SIDE = 1024;
/** What a drawing is enlarged or shrunk to at most: it is not known to be worth more. */
const MOST_SIDE = 4096;
const TIMEOUT_MS = 4_000;

/** Without a font of the machine: Lambda has none, and a picture must look the same everywhere. */
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSerif.ttf', 'DejaVuSansMono.ttf'];

const CODE = `
  const { initWasm, Resvg } = require(input.resvg);
  await initWasm(input.wasm);
  const options = { font: { fontBuffers: input.fonts, defaultFontFamily: 'DejaVu Sans', loadSystemFonts: false } };
  const { width, height } = new Resvg(input.svg, options);
  const side = Math.max(width, height);
  const zoom = Math.min(Math.max(1, input.leastSide / side), input.mostSide / side, Math.sqrt(input.maxPixels / (width * height)));
  const rendered = new Resvg(input.svg, { ...options, fitTo: { mode: 'zoom', value: zoom } }).render();
  return rendered.asPng();
`;

const wantsLargeEnough = { leastSide: LEAST_SIDE, mostSide: MOST_SIDE };

/** Whether bytes are an SVG: what stands first in an XML document is its declaration, a comment, a type or its root. */
export function isSvg(content: Buffer): boolean {
  const head = content.toString('utf8', 0, 4096).replace(/^\uFEFF/, '');
  return /^\s*</.test(head) && /<svg[\s>]/.test(content.toString('utf8', 0, 65_536));
}

/**
 * Draws an SVG as PNG, in a thread of its own. Scripts do not run, and nothing it refers to is fetched: there is no code for
 * either in the renderer. `exact` draws it at its own size.
 */
export async function drawSvg(
  svg: string | Buffer,
  maxPixels: number,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<{ readonly outcome: 'drawn'; readonly png: Buffer } | DecodeFailure> {
  const sizes = exact ? { leastSide: 0, mostSide: MOST_SIDE } : wantsLargeEnough;
  const end = await runInThread({
    code: CODE,
    input: { ...loadRenderer(), ...sizes, maxPixels, svg: svg.toString() },
    timeoutMs: TIMEOUT_MS,
    heapMb: 256,
  });
  if (end.outcome === 'returned' && end.value instanceof Uint8Array) {
    return { outcome: 'drawn', png: Buffer.from(end.value.buffer, end.value.byteOffset, end.value.byteLength) };
  }
  const detail = end.outcome === 'failed' ? end.detail : `it is not drawn within ${TIMEOUT_MS / 1000} seconds`;
  return { outcome: 'unparseable', detail };
}

let loaded: { readonly resvg: string; readonly wasm: Buffer; readonly fonts: readonly Buffer[] } | undefined;

/** Read once a process; a thread gets a copy. */
function loadRenderer() {
  const fonts = join(dirname(resolvePackage('dejavu-fonts-ttf/package.json')), 'ttf');
  loaded ??= {
    resvg: resolvePackage('@resvg/resvg-wasm'),
    wasm: readFileSync(resolvePackage('@resvg/resvg-wasm/index_bg.wasm')),
    fonts: FONTS.map((name) => readFileSync(join(fonts, name))),
  };
  return loaded;
}
