import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPackageFile, MissingPackageFileError, requirePackage } from './require-package.ts';

describe('a package that is not bundled', () => {
  it('is found with files it does not export', () => {
    expect(existsSync(findPackageFile('nsfwjs', 'dist/models/mobilenet_v2/model.min.js'))).toBe(true);
  });

  it('says what is missing, and where it was looked for', () => {
    expect(() => findPackageFile('nsfwjs', 'nothing.json')).toThrow(MissingPackageFileError);
    expect(() => findPackageFile('nsfwjs', 'package.json', '/nowhere')).toThrow('no nsfwjs/package.json in /nowhere');
  });

  it('is loaded as CommonJS', () => {
    expect(requirePackage('seedrandom')).toBeTypeOf('function');
  });
});
