/** A file as text, or why it is none. */
export type Decoded =
  /** `guessed`: it says nowhere how its letters are written, so they may come out wrong. */
  | { readonly kind: 'text'; readonly text: string; readonly guessed: boolean }
  | { readonly kind: 'large' | 'workbook' | 'document' | 'binary' };

/** Far more than a thousand users need, and little enough for a page. */
export const LARGEST_FILE_BYTES = 5 * 2 ** 20;

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Files that spreadsheets and others write when nobody tells them to write text. */
const FOREIGN: readonly (readonly [Exclude<Decoded['kind'], 'text'>, readonly number[]])[] = [
  ['workbook', [0x50, 0x4b, 0x03, 0x04]], // a zip: .xlsx, .ods, .numbers
  ['workbook', [0xd0, 0xcf, 0x11, 0xe0]], // .xls
  ['document', [0x25, 0x50, 0x44, 0x46]], // PDF
  ['document', [0x7b, 0x5c, 0x72, 0x74, 0x66]], // RTF
];

const ENOUGH_BYTES = 2000;
/** A text in a Western script has a zero in every second byte as UTF-16, and none as anything else. */
const MANY = 0.3;

/** UTF-16 without its mark at the beginning, as some programs write it. */
const utf16Of = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  const some = bytes.subarray(0, ENOUGH_BYTES);
  const zeros = [0, 0];
  some.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros.map(count => count / (some.length / 2));
  if (odd > MANY && even < MANY / 10) return 'utf-16le';
  return even > MANY && odd < MANY / 10 ? 'utf-16be' : null;
};

const decode = (bytes: Uint8Array, label: string): string =>
  new TextDecoder(label).decode(bytes).replace(/^\uFEFF/, '');

const utf8Of = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
};

/**
 * The text of a file as spreadsheets, directories and learning platforms write it: UTF-8 or UTF-16,
 * with a mark at the beginning or without; anything else is taken for Windows' Western letters.
 */
export const decodeFile = (bytes: Uint8Array): Decoded => {
  if (bytes.length > LARGEST_FILE_BYTES) return { kind: 'large' };
  const foreign = FOREIGN.find(([, start]) => beginsWith(bytes, start));
  if (foreign !== undefined) return { kind: foreign[0] };
  const sure = (text: string): Decoded => ({ kind: 'text', text, guessed: false });
  if (beginsWith(bytes, [0xff, 0xfe])) return sure(decode(bytes, 'utf-16le'));
  if (beginsWith(bytes, [0xfe, 0xff])) return sure(decode(bytes, 'utf-16be'));
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return sure(decode(bytes, utf16));
  if (bytes.subarray(0, ENOUGH_BYTES).includes(0)) return { kind: 'binary' };
  const text = utf8Of(bytes);
  if (text !== null) return sure(text);
  return { kind: 'text', text: decode(bytes, 'windows-1252'), guessed: true };
};
