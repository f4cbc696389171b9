import { Readable } from 'node:stream';
import fc from 'fast-check';
import { lastLines } from '../../last-lines.js';
import { compareVersions } from './client.js';
import { createLogEnd } from './logs.js';
import { asBytes, readNdjson } from './ndjson.js';
import { firstAddress } from '../network/network.js';

const frame = (stream: number, text: string): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

describe('the end of a log', () => {
  const read = (bytes: Buffer, size = bytes.length, maxBytes?: number): string => {
    const end = createLogEnd(maxBytes);
    for (let at = 0; at < bytes.length; at += size) end.add(bytes.subarray(at, at + size));
    return end.text();
  };

  it('joins both streams in the order in which they were written, however they are cut', () => {
    const bytes = Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, 'é\n')]);
    for (const size of [1, 2, 5, 8, 9, 100]) expect(read(bytes, size)).toBe('out\nerr\né\n');
  });

  it('may come without frames', () => {
    const plain = Buffer.from('a plain line of a terminal\n');
    for (const size of [1, 7, 100]) expect(read(plain, size)).toBe('a plain line of a terminal\n');
    expect(read(Buffer.from('short'))).toBe('short');
    expect(read(Buffer.alloc(0))).toBe('');
  });

  it('is no more than can be borne, from the beginning of a line', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => frame(1, `line ${index}\n`));
    const end = read(Buffer.concat(lines), 4096, 100);
    expect(end.length).toBeLessThanOrEqual(100);
    expect(end).toMatch(/^line \d+\n/);
    expect(end).toMatch(/line 999\n$/);
    // One line without an end: nothing of it is a line.
    const endless = read(frame(2, 'x'.repeat(500)), 64, 100);
    expect(endless).toBe('x'.repeat(100));
  });

  it('keeps little in memory while much goes by', () => {
    const end = createLogEnd(1024 * 1024);
    const before = process.memoryUsage().rss;
    const piece = frame(1, `${'x'.repeat(16_383)}\n`);
    for (let count = 0; count < 16_000; count += 1) end.add(Buffer.from(piece));
    expect(end.text().length).toBeLessThanOrEqual(1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
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

it('a line of JSON without an end is given up', async () => {
  const endless = function* (): Generator<Buffer> {
    yield Buffer.from('{"status":"');
    for (let count = 0; count < 1000; count += 1) yield Buffer.alloc(64 * 1024, 'x');
  };
  let taken = 0;
  const counted = Readable.from(endless()).on('data', () => (taken += 1));
  const read = async (): Promise<void> => {
    for await (const value of readNdjson(asBytes(counted))) throw new Error(String(value));
  };
  await expect(read()).rejects.toThrow('no end');
  expect(taken).toBeLessThan(50);
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
