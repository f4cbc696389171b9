/**
 * Takes Docker's frames apart: 8 bytes of header (stream, three zeros, length), then the text.
 * Output of a terminal has no frames and is taken as it is.
 */
export const demux = (bytes: Buffer): string => {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const stream = bytes.readUInt8(at);
    if (stream > 2 || bytes.readUIntBE(at + 1, 3) !== 0) return bytes.toString('utf8');
    const length = bytes.readUInt32BE(at + 4);
    parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString('utf8');
};
