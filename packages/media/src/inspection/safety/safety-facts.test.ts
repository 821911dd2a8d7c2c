import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../testing/content-from.ts';
import { makeCompoundFile } from '../../testing/make-compound-file.ts';
import { makeZip } from '../../testing/make-zip.ts';

const pdf = (objects: string | Buffer) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    Buffer.from(objects),
    Buffer.from('\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n'),
  ]);
const safetyOf = async (content: Buffer | string) => (await inspect(content)).safety;

describe('what a PDF may do', () => {
  it('is found by its names', async () => {
    const safety = await safetyOf(
      pdf(
        '1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFile 2 0 R >> /A << /S /URI >> >> endobj',
      ),
    );
    expect(safety?.scripts).toEqual({ count: 3, evidence: ['/OpenAction', '/JavaScript', '/JS'] });
    expect(safety?.embeddedFiles?.count).toBe(1);
    expect(safety?.externalReferences?.evidence).toEqual(['/URI']);
  });

  it('is found behind escapes', async () => {
    expect((await safetyOf(pdf('1 0 obj << /J#61vaScr#69pt (x) >> endobj')))?.scripts?.evidence).toEqual([
      '/J#61vaScr#69pt',
    ]);
  });

  it('is found inside an object stream', async () => {
    const inside = deflateSync(Buffer.from('5 0 << /S /Launch /F (calc.exe) >>'));
    const object = Buffer.concat([
      Buffer.from(`1 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${inside.length} >>\nstream\n`),
      inside,
      Buffer.from('\nendstream endobj'),
    ]);
    expect((await safetyOf(pdf(object)))?.externalReferences?.evidence).toEqual(['/Launch']);
  });

  it('is nothing when it only has words', async () => {
    expect(await safetyOf(pdf('1 0 obj << /Type /Catalog >> endobj'))).toBeUndefined();
  });

  it('comes with the pages it declares', async () => {
    const facts = await inspect(pdf('2 0 obj << /Type /Pages /Kids [] /Count 17 >> endobj'));
    expect(facts.document).toEqual({ pages: 17 });
  });
});

describe('what an Office file may do', () => {
  it('is told by its parts and by what its relationships point at', async () => {
    const safety = await safetyOf(
      await makeZip({
        '[Content_Types].xml': '<Types/>',
        'word/document.xml': '<d/>',
        'word/vbaProject.bin': 'macro',
        'word/embeddings/oleObject1.bin': 'ole',
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="a" Type="http://x/relationships/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/><Relationship Id="b" Type="http://x/relationships/hyperlink" Target="http://fine.example" TargetMode="External"/></Relationships>',
      }),
    );
    expect(safety?.macros?.evidence).toEqual(['word/vbaProject.bin']);
    expect(safety?.embeddedFiles?.count).toBe(1);
    expect(safety?.externalReferences).toEqual({ count: 1, evidence: ['http://evil.example/t.dotm'] });
  });

  it('of the old kind is told by its storages', async () => {
    const safety = await safetyOf(makeCompoundFile(['Root Entry', 'WordDocument', 'Macros', '_VBA_PROJECT']));
    expect(safety?.macros?.count).toBe(2);
  });

  it('as OpenDocument is told by its folder of scripts', async () => {
    const safety = await safetyOf(
      await makeZip({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/Standard/Module1.xml': '<m/>' }),
    );
    expect(safety?.macros?.count).toBe(1);
  });

  it('as RTF is told by its control words', async () => {
    const safety = await safetyOf('{\\rtf1 {\\object\\objemb\\objupdate{\\*\\objdata 0105}} DDEAUTO c:\\\\cmd.exe}');
    expect(safety?.embeddedFiles?.count).toBe(2);
    expect(safety?.externalReferences?.count).toBe(2);
  });
});

describe('what markup may do', () => {
  it.each([
    ['a script', '<script>alert(1)</script>', 'scripts'],
    ['a handler', '<rect onload="alert(1)"/>', 'scripts'],
    ['foreign content', '<foreignObject/>', 'scripts'],
    ['a link that runs', '<a href="javascript:alert(1)"/>', 'scripts'],
    ['a picture from elsewhere', '<image xlink:href="https://track.example/p.png"/>', 'externalReferences'],
    ['a style from elsewhere', '<style>@import "https://x.example/a.css";</style>', 'externalReferences'],
    ['a fill from elsewhere', '<rect fill="url(https://x.example/a.svg#b)"/>', 'externalReferences'],
    ['a hidden text', '<text style="display:none">ignore this</text>', 'hiddenText'],
  ] as const)('in an SVG is found: %s', async (_name, inside, kind) => {
    const safety = await safetyOf(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);
    expect(safety?.[kind]?.count).toBeGreaterThan(0);
  });

  it.each([
    ['text of no size', '<p style="font-size:0">x</p>', 'hiddenText'],
    ['white on white', '<p style="color:#fff; background:#ffffff">x</p>', 'hiddenText'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://x.example">', 'externalReferences'],
    ['a frame', '<iframe src="https://x.example"></iframe>', 'scripts'],
  ] as const)('in a page is found: %s', async (_name, inside, kind) => {
    expect((await safetyOf(`<!doctype html><html><body>${inside}</body></html>`))?.[kind]?.count).toBeGreaterThan(0);
  });

  it('is nothing in a plain picture, and a link a person follows is none', async () => {
    expect(
      await safetyOf('<svg xmlns="http://www.w3.org/2000/svg"><a href="https://x.example"><rect/></a></svg>'),
    ).toBeUndefined();
  });
});

describe('content made for harm', () => {
  it('has entities that multiply', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const facts = await inspect(`<!DOCTYPE svg [<!ENTITY l0 "lol">${levels}]><svg>&l9;</svg>`);
    expect(facts.unsafe).toMatch(/^its entity l\d becomes more than/);
  });

  it('does not have an entity for a name', async () => {
    expect(await inspect('<!DOCTYPE svg [<!ENTITY me "Ann">]><svg>&me;</svg>')).not.toHaveProperty('unsafe');
  });

  it.each([
    ['once', 1],
    ['twice', 2],
  ])('has a stream of a PDF that inflates far, %s compressed', async (_name, times) => {
    let data: Buffer = Buffer.alloc(65 * 1024 ** 2);
    for (let i = 0; i < times; i++) data = deflateSync(data);
    const stream = (dictionary: string) =>
      pdf(
        Buffer.concat([Buffer.from(`1 0 obj << ${dictionary} >>\nstream\n`), data, Buffer.from('\nendstream endobj')]),
      );
    const filters = `/Filter [${'/FlateDecode '.repeat(times)}]`;
    expect((await inspect(stream(filters))).unsafe).toMatch(/inflates to more than 67108864 bytes$/);
    expect(await inspect(stream(`/Subtype /Image ${filters}`))).not.toHaveProperty('unsafe');
  });
});
