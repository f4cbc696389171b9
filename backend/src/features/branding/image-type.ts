const startsWith = (bytes: Buffer, ...expected: number[]): boolean =>
  expected.every((byte, index) => bytes[index] === byte);

const ascii = (bytes: Buffer, from: number, to: number): string =>
  bytes.toString('latin1', from, to);

/** An XML prolog, comments and a doctype may come before the first element. */
const SVG =
  /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/i;

/**
 * The media type of an image by its first bytes; null for anything else. Names and headers of
 * where it came from are not believed: what is served here runs under the hub's origin.
 */
export const imageType = (bytes: Buffer): string | null => {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(bytes, 0x00, 0x00, 0x01, 0x00)) return 'image/x-icon';
  if (['GIF87a', 'GIF89a'].includes(ascii(bytes, 0, 6))) return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (SVG.test(bytes.toString('utf8', 0, 4096))) return 'image/svg+xml';
  return null;
};
