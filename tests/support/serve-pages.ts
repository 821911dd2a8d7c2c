import { createServer } from 'node:http';

export type PageSite = {
  /** `http://localhost:<port>`: another origin than the API, the storage and every other site. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
};

export type PageSiteOptions = {
  /** The text of the one script of each page, by the page's name. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Origins that pages may call. */
  readonly connect: readonly string[];
  /** Whether pages may start workers of their own text. @default true */
  readonly workers?: boolean;
};

/** Serves `/<name>`: a page with a chooser of files and its script, under a policy as strict as a careful site's. */
export async function servePages({ scripts, connect, workers = true }: PageSiteOptions): Promise<PageSite> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `worker-src ${workers ? 'blob:' : "'none'"}`,
    `connect-src ${connect.join(' ')}`,
  ].join('; ');
  const server = createServer(({ url = '/' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.slice(1);
    const script = scripts[name.replace(/\.js$/, '')];
    if (script === undefined) return void response.writeHead(404).end();
    const isScript = name.endsWith('.js');
    response
      .writeHead(200, {
        'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'cache-control': 'no-store',
      })
      .end(
        isScript
          ? script
          : `<!doctype html><title>${name}</title><input type="file"><script type="module" src="/${name}.js"></script>`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site of the pages has no port');
  return {
    origin: `http://localhost:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
