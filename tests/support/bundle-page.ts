import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const bundle = async (input: BuildOptions): Promise<string> => {
  const { outputFiles } = await build({ ...input, bundle: true, write: false, format: 'esm', platform: 'browser' });
  return outputFiles?.[0]?.text ?? '';
};

/** The script of a page, with the SDK as a page's bundler takes it. */
export const bundlePage = (path: string): Promise<string> => bundle({ entryPoints: [path] });

/** The script of a page behind the Uppy that lies in this folder. */
export const bundleUppyPage = (path: string, uppyFolder: string): Promise<string> =>
  bundle({
    stdin: {
      contents: [
        "import Uppy from '@uppy/core';",
        "import AwsS3 from '@uppy/aws-s3';",
        'Object.assign(globalThis, { Uppy, AwsS3 });',
        `await import(${JSON.stringify(path)});`,
      ].join('\n'),
      resolveDir: join(uppyFolder),
    },
  });
