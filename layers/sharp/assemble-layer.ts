import { assembleLayer, type LayerRequest } from '../assemble-layer.ts';

/** A layer with sharp and its native parts for one platform. */
export function assembleSharpLayer(request: LayerRequest): string {
  const { os, cpu } = request.platform;
  return assembleLayer(request, {
    name: 'sharp',
    packages: ['sharp'],
    native: [`@img/sharp-${os}-${cpu}`, `@img/sharp-libvips-${os}-${cpu}`],
  });
}
