import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

describe('the bundle of the model', () => {
  it("has the SDK's messages and none of its other resources, and sharp outside", async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [`${import.meta.dirname}/index.ts`],
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      mainFields: ['module', 'main'],
      external: ['sharp'],
      legalComments: 'none',
      metafile: true,
      write: false,
    });
    expect(outputFiles[0]?.contents.length).toBeGreaterThan(50_000);
    expect(outputFiles[0]?.contents.length).toBeLessThan(220_000);
    const [output] = Object.values(metafile.outputs);
    const dragged = Object.entries(output?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path);
    expect(dragged.length).toBeGreaterThan(20);
    expect(
      dragged.filter((path) =>
        /resources\/(beta\/messages|models)|zod\/v4\/(classic|locales)|analysis\/src\/testing/.test(path),
      ),
    ).toEqual([]);
    expect(output?.imports.filter(({ external }) => external).map(({ path }) => path)).toContain('sharp');
  });
});
