import { Readable } from 'node:stream';
import fc from 'fast-check';
import { lastLines } from '../last-lines.js';
import { compareVersions } from './client.js';
import { demux } from './logs.js';
import { asBytes, readNdjson } from './ndjson.js';
import { firstAddress } from './network.js';

const frame = (stream: number, text: string): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

describe('frames of a log', () => {
  it('join both streams in the order in which they were written', () => {
    expect(demux(Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, 'é\n')]))).toBe(
      'out\nerr\né\n',
    );
  });

  it('may be missing', () => {
    expect(demux(Buffer.from('a plain line of a terminal\n'))).toBe('a plain line of a terminal\n');
    expect(demux(Buffer.alloc(0))).toBe('');
  });
});

describe('the last lines', () => {
  it('come without line ends and are no longer than can be shown', () => {
    expect(lastLines('a\r\nb\nc', 2)).toEqual(['b', 'c']);
    expect(lastLines('a\n', 5)).toEqual(['a']);
    expect(lastLines('', 5)).toEqual([]);
    expect(lastLines('a', 0)).toEqual([]);
    expect(lastLines('x'.repeat(10_000), 1)[0]).toHaveLength(8_192);
  });
});

describe('lines of JSON', () => {
  it('arrive whole, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        fc.integer({ min: 1, max: 7 }),
        async (values, size) => {
          const bytes = Buffer.from(values.map(value => `${JSON.stringify(value)}\n`).join('\n'));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size)
            chunks.push(bytes.subarray(at, at + size));
          const seen: unknown[] = [];
          for await (const value of readNdjson(asBytes(Readable.from(chunks)))) seen.push(value);
          expect(seen).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
    );
  });
});

describe('small sums', () => {
  it('order versions by number, not by letter', () => {
    expect(compareVersions('1.9', '1.41')).toBeLessThan(0);
    expect(compareVersions('2.0', '1.52')).toBeGreaterThan(0);
    expect(compareVersions('1.44', '1.44')).toBe(0);
  });

  it.each([
    ['172.18.0.0/16', '172.18.0.1'],
    ['192.168.255.0/24', '192.168.255.1'],
    ['fd00::/64', null],
    ['', null],
  ])('the bridge of %s is at %s', (subnet, address) => {
    expect(firstAddress(subnet)).toBe(address);
  });
});
