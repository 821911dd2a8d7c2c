import { type FakeRequest, readPath } from './fake-reply.ts';

export type SeenPage = { readonly page: number; readonly text: string };

/** The text of all data blocks, file name first, as a model would come to read it. */
export function readContent({ body }: FakeRequest): string {
  return documents(body)
    .map(({ text }) => text)
    .join('\n');
}

/** The pages with their numbers, of blocks titled `page N`. */
export function readPages({ body }: FakeRequest): readonly SeenPage[] {
  return documents(body).flatMap(({ title, text }) => {
    const page = /^page (\d+)$/.exec(title)?.[1];
    return page === undefined ? [] : [{ page: Number(page), text }];
  });
}

export const readSchema = ({ body }: FakeRequest): unknown => readPath(body, 'output_config', 'format', 'schema');

function documents(body: unknown): { title: string; text: string }[] {
  const content = readPath(body, 'messages', 0, 'content');
  return (Array.isArray(content) ? content : [])
    .filter((block) => readPath(block, 'type') === 'document')
    .map((block) => ({
      title: String(readPath(block, 'title') ?? ''),
      text: String(readPath(block, 'source', 'data') ?? ''),
    }));
}
