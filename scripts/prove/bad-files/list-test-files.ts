import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders in which packages keep what they test with. */
const TEST_FOLDER =
  /(^|\/)(tests?|testing|test[-_]?(data|files?|images?|resources|suite)|testdata|contrib\/(pngsuite|testpngs)|fuzzing|regress|src\/test|qtest|pngsuite)(\/|$)/i;
/** What a whole language tests besides its readers of files. */
const ELSEWHERE = /(^|\/)src\/(cmd|go|internal|text|html|regexp|strconv|crypto|net|runtime|testing|math|os|path)\//;
/** Programs, and what builds them. */
const SOURCE =
  /\.(c|cc|cpp|h|hpp|go|py|pyi|java|js|mjs|ts|sh|am|in|ac|cmake|m4|po|pl|rb|test|out|toml|build|map|lock|s|bat|gradle|class|css|link|gitignore)$|(^|\/)(Makefile[^/]*|CMakeLists\.txt|README[^/]*|\.[^/]+)$/i;
const MAX_BYTES = 64 * 1024 * 1024;

/** Paths below `folder` of the files that a package's tests read. */
export async function listTestFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = paths.filter((path) => {
    const inside = path.slice(folder.length + 1);
    return TEST_FOLDER.test(inside) && !ELSEWHERE.test(inside) && !SOURCE.test(inside);
  });
  const sizes = await Promise.all(wanted.map(async (path) => (await stat(path)).size));
  return wanted.filter((_, i) => (sizes[i] ?? 0) <= MAX_BYTES).sort();
}
