import fc from 'fast-check';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.js';

const Position = z.strictObject({ after: z.string(), n: z.number() });

describe('a cursor', () => {
  it('brings back the position that was put in', () => {
    const position = fc.record({ after: fc.string({ unit: 'grapheme' }), n: fc.nat() });
    fc.assert(
      fc.property(position, value => {
        expect(decodeCursor(Position, encodeCursor(value))).toEqual(value);
      }),
    );
  });

  it('fits into an address unescaped', () => {
    const cursor = encodeCursor({ after: 'ż?&/+ ', n: 1 });
    expect(encodeURIComponent(cursor)).toBe(cursor);
  });

  it('is refused with 422 when anything else is sent', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => decodeCursor(Position, text)).toThrow(
          expect.objectContaining({ code: 'invalid_input', status: 422 }),
        );
      }),
    );
  });
});
