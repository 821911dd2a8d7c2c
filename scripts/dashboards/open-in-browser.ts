import { spawn } from 'node:child_process';

/** Asks the system to show a file; a machine without a browser is no reason to fail. */
export function openInBrowser(file: string): void {
  const child = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [file], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
