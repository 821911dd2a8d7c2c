import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LETTERS } from './samples/make-letters.ts';
import {
  makeAnimation,
  makeAvif,
  makeBadge,
  makeBitmap,
  makePhoto,
  makeTiff,
  makeWebp,
} from './samples/make-pictures.ts';
import { makeLevels, makeRecords, makeTable, NOTES, README } from './samples/make-texts.ts';
import { writeDocx } from './samples/write-docx.ts';
import { writeEpub } from './samples/write-epub.ts';
import { writeHtml } from './samples/write-html.ts';
import { writeMp4 } from './samples/write-mp4.ts';
import { writeOdt } from './samples/write-odt.ts';
import { writePdf } from './samples/write-pdf.ts';
import { writePptx } from './samples/write-pptx.ts';
import { writeScan } from './samples/write-scan.ts';
import { writeXlsx } from './samples/write-xlsx.ts';
import { writeZip } from './samples/write-zip.ts';

const REPORT = ['The gates were inspected in February.', 'All three open and close (see the table).', 'Nothing leaks.'];

const KEEPER = 'The keeper of the sluice';
const SLIDES = [
  { title: 'The gates', lines: REPORT },
  { title: 'What comes next', lines: ['New motors in spring'] },
];

/** One file of every format that people send, real enough for any program that reads it. Answers the paths written. */
export async function makeSamples(dir: string): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const table = makeTable();
  const files: ReadonlyArray<readonly [string, Buffer | string]> = [
    ['photo.jpg', await makePhoto()],
    ['badge.png', await makeBadge()],
    ['animation.gif', await makeAnimation()],
    ['landscape.webp', await makeWebp()],
    ['landscape.avif', await makeAvif()],
    ['scan.tiff', await makeTiff()],
    ['bitmap.bmp', await makeBitmap()],
    ['report.pdf', writePdf('Report on the gates', [REPORT, ['Page two has the signatures.']])],
    ['letter.docx', await writeDocx(['Dear keeper of the sluice,', ...REPORT, 'Kind regards & <best wishes>'])],
    ['notes.txt', NOTES],
    ['readme.md', README],
    ['levels.csv', table],
    ['gates.json', makeRecords()],
    [
      'archive.zip',
      await writeZip([
        { name: 'notes.txt', content: NOTES },
        { name: 'data/levels.csv', content: table },
      ]),
    ],
    ['clip.mp4', await writeMp4()],
    ['slides.pptx', await writePptx(SLIDES, { title: 'The gates', author: KEEPER })],
    ['levels.xlsx', await writeXlsx([{ name: 'February', rows: makeLevels() }])],
    ['letter.odt', await writeOdt('To our neighbours', KEEPER, LETTERS.en)],
    [
      'book.epub',
      await writeEpub('The book of the sluice', KEEPER, [
        { title: 'The water rises', paragraphs: LETTERS.en },
        { title: 'What was found', paragraphs: REPORT },
      ]),
    ],
    ['page.html', writeHtml('The gates', REPORT)],
    ['scan.pdf', await writeScan('Report on the gates', [REPORT])],
    ['brief.txt', `${LETTERS.de.join('\n\n')}\n`],
  ];
  const paths: string[] = [];
  for (const [name, content] of files) {
    const path = join(dir, name);
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}

if (import.meta.main) {
  const paths = await makeSamples(process.argv[2] ?? fileURLToPath(new URL('files/', import.meta.url)));
  process.stdout.write(`${paths.join('\n')}\n`);
}
