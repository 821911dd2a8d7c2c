import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** As much of S3's multipart API as any client needs; it takes every byte and keeps none. */
export const createNullS3 = (): Server =>
  createServer((request, response) => {
    request.on('data', () => {});
    request.on('end', () => answer(request, response));
  });

function answer({ method, url = '/' }: IncomingMessage, response: ServerResponse): void {
  const { searchParams } = new URL(url, 'http://null');
  if (method === 'PUT') return void response.writeHead(200, { etag: '"0"' }).end();
  const body = searchParams.has('uploads')
    ? '<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>'
    : '<CompleteMultipartUploadResult><ETag>"0"</ETag></CompleteMultipartUploadResult>';
  response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
}
