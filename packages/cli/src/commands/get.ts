import type { AddCommand } from '../cli-deps.ts';
import { saveContent } from '../files/save-content.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { formatBytes } from '../terminal/format-values.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb } from './common-options.ts';

type Options = ConnectionOptions & { readonly output?: string; readonly rendition?: string; readonly force?: true };

export const addGet: AddCommand = (program, { terminal, connect, cwd, signal, fetch, stdout }) => {
  const verb = createVerb('get', 'download a published file under its own name, or one of its renditions', [
    'sluice get FILE_ID',
    'sluice get FILE_ID --rendition thumbnail -o thumbnail.jpg',
  ])
    .argument('<file_id>')
    .option('-o, --output <path>', 'where to; - for stdout')
    .option('--rendition <name>', 'a rendition instead of the file itself')
    .option('--force', 'overwrite what is there');
  addConnectionOptions(verb).action(async (fileId: string, options: Options) => {
    const client = await connect(options);
    const { rendition, output, force = false } = options;
    const [file, link] = await Promise.all([
      client.getFile(fileId, {}, { signal }),
      rendition === undefined
        ? client.getFileContent(fileId, { signal })
        : client.getRendition(fileId, rendition, { signal }),
    ]);
    const mimeType = 'mime_type' in link ? String(link.mime_type) : file.mime_type;
    const name = rendition === undefined ? file.filename : `${file.filename}.${rendition}.${mimeType.split('/')[1]}`;
    const saved = await saveContent({ url: link.url, name, output, cwd, force, fetch, signal, stdout });
    if (output === '-') return;
    if (options.json)
      terminal.print(JSON.stringify({ file_id: fileId, path: saved.path, size_bytes: saved.sizeBytes }));
    else terminal.tell(`✔ ${escapeText(saved.path)} ${formatBytes(saved.sizeBytes)}`);
  });
  program.addCommand(verb);
};
