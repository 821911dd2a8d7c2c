import { assembleLayer, type LayerRequest } from '../assemble-layer.ts';
import { DRAWING_PACKAGES } from './drawing-packages.ts';

/** A layer with sharp and its native parts for one platform, and what draws vectors and texts. */
export function assembleSharpLayer(request: LayerRequest): string {
  const { os, cpu } = request.platform;
  return assembleLayer(request, {
    name: 'sharp',
    packages: ['sharp', ...DRAWING_PACKAGES],
    keep: {
      '@resvg/resvg-wasm': /^(index\.js|index_bg\.wasm)$/,
      'dejavu-fonts-ttf': /^ttf\/DejaVu(Sans|Sans-Bold|Serif|SansMono)\.ttf$/,
    },
    native: [`@img/sharp-${os}-${cpu}`, `@img/sharp-libvips-${os}-${cpu}`],
  });
}
