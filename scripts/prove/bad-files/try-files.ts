// A process that tries one file after the other as it is told: what kills it kills nobody else.
import { tryFile } from './try-file.ts';

process.on('message', (path) => {
  if (typeof path !== 'string') return;
  void tryFile(path).then(
    (tried) => process.send?.(tried),
    (error: unknown) =>
      process.send?.({
        end: 'error',
        reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        kind: '',
      }),
  );
});
process.on('disconnect', () => process.exit(0));
