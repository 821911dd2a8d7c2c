import { parseArgs } from 'node:util';
import { createNodeClient, openFile } from '@sluice/client/node';
import { readPeakRss } from './read-peak-rss.ts';

/** A process of its own that sends one file and says the most memory it ever held, in bytes. */
const { values } = parseArgs({
  options: { api: { type: 'string', default: '' }, file: { type: 'string', default: '' } },
});
const client = createNodeClient({ baseUrl: values.api, token: 'good' });
const source = await openFile(values.file);
await client.uploadFile(source);
await source.close();
console.log(JSON.stringify({ peak_rss: readPeakRss() }));
