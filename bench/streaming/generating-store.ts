import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * A process of its own that is S3 as far as a worker needs it: an object `/content/<bytes>` has so many bytes, made as they are
 * read, and whatever is put is swallowed. Says its address to who started it, and ends with it.
 */
const block = Buffer.alloc(1024 ** 2);
for (let i = 0; i < block.length; i++) block[i] = (i * 2_654_435_761) >>> 24;

async function* made(bytes: number) {
  for (let left = bytes; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://store');
  if (request.method === 'GET') {
    const bytes = Number(url.pathname.split('/').at(-1));
    response.writeHead(200, { 'content-length': bytes, etag: '"made"' });
    pipeline(made(bytes), response).catch(() => response.destroy());
    return;
  }
  request.resume().on('end', () => {
    response.setHeader('etag', '"taken"');
    if (request.method === 'POST' && url.searchParams.has('uploads')) {
      response.end('<InitiateMultipartUploadResult><UploadId>upload</UploadId></InitiateMultipartUploadResult>');
    } else if (request.method === 'POST') {
      response.end('<CompleteMultipartUploadResult><ETag>"taken"</ETag></CompleteMultipartUploadResult>');
    } else response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '');
});
process.on('disconnect', () => process.exit());
