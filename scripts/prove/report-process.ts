import { readFileSync, writeFileSync } from 'node:fs';
import { readPeakRss } from '../../bench/client/read-peak-rss.ts';

/** Loaded into a process beside its program: when that ends, it writes what it took to the file that REPORT_TO names. */
process.on('exit', () => {
  const { REPORT_TO } = process.env;
  if (REPORT_TO === undefined) return;
  const written = /^wchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1];
  writeFileSync(REPORT_TO, JSON.stringify({ peak_rss: readPeakRss(), bytes_written: Number(written) }));
});
