/** @jest-environment node */
import { decodeFile, LARGEST_FILE_BYTES } from './decode-file';

const TEXT = 'Näme;Gruppe\r\nzoë;ä\r\n';
const utf16 = (text: string, mark: boolean): Uint8Array => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return new Uint8Array(bytes);
};
const swapped = (bytes: Uint8Array): Uint8Array => new Uint8Array(Buffer.from(bytes).swap16());

it.each<[string, Uint8Array, boolean]>([
  ['UTF-8', Buffer.from(TEXT), false],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), false],
  ['UTF-16, as Excel’s Unicode text', utf16(TEXT, true), false],
  ['UTF-16 with the other byte first', swapped(utf16(TEXT, true)), false],
  ['UTF-16 without its mark', utf16(TEXT, false), false],
  ['UTF-16 of the other order without its mark', swapped(utf16(TEXT, false)), false],
  ['letters of Windows', Buffer.from(TEXT, 'latin1'), true],
])('reads %s', (_what, bytes, guessed) => {
  expect(decodeFile(new Uint8Array(bytes))).toEqual({ kind: 'text', text: TEXT, guessed });
});

it.each<[string, string | Uint8Array, string]>([
  ['a workbook of Excel or LibreOffice', 'PK\x03\x04 and more', 'workbook'],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'workbook'],
  ['a PDF', '%PDF-1.7', 'document'],
  ['anything with zeros', Buffer.from([1, 0, 0, 0, 2, 0, 0, 7]), 'binary'],
  ['what is too large', Buffer.alloc(LARGEST_FILE_BYTES + 1, 'a'), 'large'],
])('says that it cannot read %s', (_what, bytes, kind) => {
  const all = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  expect(decodeFile(new Uint8Array(all))).toEqual({ kind });
});

it('reads an empty file as nothing', () => {
  expect(decodeFile(new Uint8Array())).toEqual({ kind: 'text', text: '', guessed: false });
});
