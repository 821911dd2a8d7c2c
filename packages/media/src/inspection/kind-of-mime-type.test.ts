import { FILE_KINDS } from '@sluice/contracts';
import { supportedMimeTypes } from 'file-type';
import { describe, expect, it } from 'vitest';
import { kindOfMimeType } from './kind-of-mime-type.ts';

describe('the kind of a MIME type', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['image/svg+xml', 'image'],
    ['IMAGE/JPEG; q=1', 'image'],
    ['video/mp4', 'video'],
    ['audio/mpeg', 'audio'],
    ['font/woff2', 'font'],
    ['text/plain; charset=utf-8', 'text'],
    ['text/markdown', 'text'],
    ['text/csv', 'data'],
    ['application/json', 'data'],
    ['application/pdf', 'document'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
    ['application/vnd.oasis.opendocument.spreadsheet', 'document'],
    ['application/vnd.ms-excel.sheet.macroenabled.12', 'document'],
    ['application/zip', 'archive'],
    ['application/x-elf', 'executable'],
    ['text/x-shellscript', 'executable'],
    ['application/x-empty', 'empty'],
    ['application/octet-stream', 'other'],
    ['nonsense', 'other'],
    ['', 'other'],
    ['constructor/x', 'other'],
  ])('%s is %s', (mimeType, kind) => {
    expect(kindOfMimeType(mimeType)).toBe(kind);
  });

  it('is one of the kinds for everything that signatures tell', () => {
    for (const mimeType of supportedMimeTypes) expect(FILE_KINDS).toContain(kindOfMimeType(mimeType));
  });
});
