// Loaded into a process beside its program: when that ends, it writes what it took to the file that REPORT_TO names. Plain
// JavaScript, because reading TypeScript takes memory of its own. Linux only.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { REPORT_TO } = process.env;
  if (REPORT_TO === undefined) return;
  const read = (path, pattern) => Number(pattern.exec(readFileSync(path, 'utf8'))?.[1]);
  const report = {
    peak_rss: read('/proc/self/status', /^VmHWM:\s+(\d+) kB$/m) * 1024,
    bytes_written: read('/proc/self/io', /^wchar: (\d+)$/m),
  };
  writeFileSync(REPORT_TO, JSON.stringify(report));
});
