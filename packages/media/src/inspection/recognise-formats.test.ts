import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('text', () => {
  it.each([
    ['prose', 'Dear Ann,\nthe gates, all three, are open.\nYours,\nBob\n', 'text/plain', 'text'],
    ['prose in UTF-16', utf16('Grüße, 世界\n'), 'text/plain', 'text'],
    ['prose in Windows-1252', Buffer.from('caf\xe9 cr\xe8me \x93br\xfbl\xe9e\x94', 'latin1'), 'text/plain', 'text'],
    ['prose that begins like a bitmap', 'BMW is a maker of cars in Munich, Bavaria.\n', 'text/plain', 'text'],
    ['prose that begins like a program', 'MZ is what programs for DOS begin with, said Mark.\n', 'text/plain', 'text'],
    ['prose that begins like an MP3', 'ID3 tags hold the title of a song.\n', 'text/plain', 'text'],
    ['Markdown', '# Title\n\n- one\n- two\n', 'text/plain', 'text'],
    ['Markdown that begins with HTML', '<p align="center">Sluice</p>\n\n# Title\n', 'text/plain', 'text'],
    ['a page', '\n<!-- made by hand --><!DOCTYPE html>\n<title>x</title>', 'text/html', 'text'],
    ['a page without a document type', '<html lang="en"><body>x</body></html>', 'text/html', 'text'],
    ['XHTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', 'application/xhtml+xml', 'text'],
    ['a picture in SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'image'],
    [
      'SVG behind a prolog and a document type with a subset',
      '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
      'image/svg+xml',
      'image',
    ],
    ['XML', '<?xml version="1.0"?><gates><gate/></gates>', 'application/xml', 'data'],
    ['XML without a declaration', '<gates>\n<gate/>\n</gates>\n', 'application/xml', 'data'],
    ['a JSON object', ' {"a": [1, 2.5e3, null, "ü"]}\n', 'application/json', 'data'],
    ['a JSON array', '[]', 'application/json', 'data'],
    ['JSON Lines', '{"a":1}\n{"a":2}\n', 'application/x-ndjson', 'data'],
    ['JSON that is broken', '{"a": [1, 2\n', 'text/plain', 'text'],
    ['a number, which is also JSON', '42\n', 'text/plain', 'text'],
    ['comma separated values', 'name,quantity\n"Doe, Ann",3\nBob,4\n', 'text/csv', 'data'],
    ['values with a line break in quotes', 'a,b\r\n"x\r\ny",2\r\n', 'text/csv', 'data'],
    ['semicolon separated values', 'name;quantity\nAnn;3,5\n', 'text/csv', 'data'],
    ['tab separated values', 'name\tquantity\nAnn\t3\n', 'text/tab-separated-values', 'data'],
    ['rows of different lengths', 'a,b,c\n1,2\n3\n', 'text/plain', 'text'],
    ['a list whose lines end in a comma', 'Ann,\nBob,\nCarl,\n', 'text/plain', 'text'],
    ['sentences with a comma each', 'First, we open.\nThen, we close.\n', 'text/plain', 'text'],
    ['a calendar', 'BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n', 'text/calendar', 'data'],
    ['rich text', '{\\rtf1\\ansi Hello}', 'application/rtf', 'document'],
    ['a shell script', '#!/usr/bin/env bash\nrm -rf "$1"\n', 'text/x-shellscript', 'executable'],
    ['a Python script', '#!/usr/bin/python3\nprint(1)\n', 'text/x-python', 'executable'],
    ['a script for something else', '#! /usr/bin/awk -f\n{ print }\n', 'text/x-script', 'executable'],
  ])('%s', async (_title, content, mimeType, kind) => {
    expect(await inspect(content)).toMatchObject({ mimeType, kind });
  });

  it('longer than what is held is still recognised', async () => {
    const row = 'north,2026-02-01,3.25\n';
    const record = '{"name":"north \\"gate\\"","level":[3.25,-1e3,true,null]},';
    expect((await inspect(`name,date,level\n${row.repeat(80_000)}`)).mimeType).toBe('text/csv');
    expect((await inspect(`[${record.repeat(30_000)}0]`)).mimeType).toBe('application/json');
    expect((await inspect(`${record.slice(0, -1)}\n`.repeat(30_000))).mimeType).toBe('application/x-ndjson');
    expect((await inspect(`[${'not json '.repeat(200_000)}]`)).mimeType).toBe('text/plain');
    expect((await inspect('a sentence without an end '.repeat(80_000))).mimeType).toBe('text/plain');
  });

  it('with a zero byte at its very end is binary', async () => {
    expect((await inspect(`${'x'.repeat(2_000_000)}\0`)).mimeType).toBe('application/octet-stream');
  });
});

describe('binary formats', () => {
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(57)]);
  const dos = Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(60)]);
  const universal = Buffer.from('cafebabe00000002', 'hex');
  const javaClass = Buffer.concat([Buffer.from('cafebabe00000041', 'hex'), Buffer.alloc(20)]);
  const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0', 'latin1'), Buffer.alloc(24)]);

  it.each([
    ['an ELF program', elf, 'application/x-elf', 'executable'],
    ['a Windows program', dos, 'application/x-msdownload', 'executable'],
    [
      'a macOS program',
      Buffer.concat([Buffer.from('cffaedfe', 'hex'), Buffer.alloc(28)]),
      'application/x-mach-binary',
      'executable',
    ],
    ['a universal macOS program', universal, 'application/x-mach-binary', 'executable'],
    ['a Java class', javaClass, 'application/java-vm', 'executable'],
    ['a RAR archive', Buffer.from('Rar!\x1a\x07\x01\0\0\0\0', 'latin1'), 'application/vnd.rar', 'archive'],
    ['gzip', gzipSync('hello'), 'application/gzip', 'archive'],
    ['a wave file', wav, 'audio/wav', 'audio'],
    [
      'an MP3',
      Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1'), Buffer.from('fffb9064', 'hex'), Buffer.alloc(500)]),
      'audio/mpeg',
      'audio',
    ],
    ['a font', Buffer.concat([Buffer.from('wOF2\0\x01\0\0', 'latin1'), Buffer.alloc(40)]), 'font/woff2', 'font'],
    [
      'two letters of a bitmap and noise',
      Buffer.from('BM\x01\x02\x03\0\0\0\0\0\0\0\0\0\0\0'.repeat(4), 'latin1'),
      'application/octet-stream',
      'other',
    ],
    [
      'a PDF behind some noise',
      Buffer.concat([Buffer.alloc(900, 1), Buffer.from('%PDF-1.4')]),
      'application/pdf',
      'document',
    ],
  ])('%s', async (_title, content, mimeType, kind) => {
    expect(await inspect(content)).toMatchObject({ mimeType, kind });
  });
});
