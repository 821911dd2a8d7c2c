/** What a bundle leaves to the sharp layer besides sharp: WebAssembly and fonts, files beside their code. */
export const DRAWING_PACKAGES = ['@resvg/resvg-wasm', 'dejavu-fonts-ttf'] as const;
