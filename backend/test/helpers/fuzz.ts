import fc from 'fast-check';
import { z } from 'zod';

/** As much of JSON Schema as zod writes. */
interface Shape {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: Shape;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

/** Values that programs stumble over, of every type. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    '..',
    '../../etc/passwd',
    '\u0000',
    '\u202eabc',
    '\ud800',
    '__proto__',
    'constructor',
    "'; DROP TABLE users; --",
    '<script>alert(1)</script>',
    '%2e%2e%2f',
    'x'.repeat(5000),
    0,
    -0,
    -1,
    1.5,
    1e21,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    [[[[[]]]]],
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 3 }),
);

const texts = (shape: Shape): fc.Arbitrary<string> => {
  if (shape.format === 'date-time') {
    const range = { noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') };
    return fc.date(range).map(date => date.toISOString());
  }
  const minLength = shape.minLength ?? 0;
  const maxLength = Math.max(minLength, Math.min(shape.maxLength ?? 40, minLength + 40));
  return fc.oneof(
    fc.string({ minLength, maxLength }),
    fc.string({ unit: 'grapheme', minLength, maxLength }),
    // Names that exist, so that more than refusals is tried.
    fc.constantFrom('ada', 'bob', 'eve', 'class-a', 'home', 'docker-sock', 'all', '1h'),
    ...(shape.pattern === undefined ? [] : [fc.stringMatching(new RegExp(shape.pattern))]),
  );
};

const numbers = (shape: Shape): fc.Arbitrary<number> => {
  const min = Math.max(shape.minimum ?? -1e6, shape.exclusiveMinimum ?? -1e6);
  const max = Math.max(min, Math.min(shape.maximum ?? 1e6, 1e6));
  return shape.type === 'integer'
    ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true });
};

const fits = (shape: Shape, defs: Readonly<Record<string, Shape>>): fc.Arbitrary<unknown> => {
  if (shape.$ref !== undefined) {
    return fits(defs[shape.$ref.replace(/^#\/\$defs\//, '')] ?? {}, defs);
  }
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const either = shape.anyOf ?? shape.oneOf;
  if (either !== undefined) return fc.oneof(...either.map(one => fits(one, defs)));
  if (shape.allOf !== undefined) {
    return fc
      .tuple(...shape.allOf.map(one => fits(one, defs)))
      .map(parts => Object.assign({}, ...parts) as unknown);
  }
  switch (shape.type ?? 'anything') {
    case 'object': {
      const fields = Object.entries(shape.properties ?? {});
      const known = fc.record(
        Object.fromEntries(fields.map(([name, field]) => [name, fits(field, defs)])),
        { requiredKeys: [...(shape.required ?? [])] as never[] },
      );
      const more = shape.additionalProperties;
      if (typeof more !== 'object') return known;
      const rest = fc.dictionary(fc.string({ maxLength: 20 }), fits(more, defs), { maxKeys: 4 });
      return fc.tuple(known, rest).map(([a, b]) => ({ ...b, ...a }));
    }
    case 'array': {
      const minLength = shape.minItems ?? 0;
      const maxLength = Math.max(minLength, Math.min(shape.maxItems ?? 4, 4));
      return fc.array(fits(shape.items ?? {}, defs), { minLength, maxLength });
    }
    case 'string':
      return texts(shape);
    case 'number':
    case 'integer':
      return numbers(shape);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

/** The same value with one of its parts replaced by something hostile. */
const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  if (Array.isArray(value)) {
    return fc.oneof(
      hostile,
      hostile.map(more => [...(value as unknown[]), more]),
    );
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value);
    const changed = fields.map(([name, part]) =>
      fc.oneof(hostile, spoilt(part)).map(bad => ({ ...value, [name]: bad })),
    );
    const grown = hostile.map(bad => ({ ...value, nonsense: bad }));
    const shrunk = fields.map(([name]) =>
      fc.constant(Object.fromEntries(fields.filter(([other]) => other !== name))),
    );
    return fc.oneof(grown, ...changed, ...shrunk);
  }
  return hostile;
};

/** What fits a schema, what nearly fits it, and what does not at all. */
export const around = (schema: z.ZodType): fc.Arbitrary<unknown> => {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const good = fits(shape, shape.$defs ?? {});
  return fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 4, arbitrary: good.chain(spoilt) },
    { weight: 1, arbitrary: hostile },
  );
};

/** Without halves of characters, which no address can carry. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** A query string of the same kind: repeated names, names nobody knows, text where numbers belong. */
export const queryAround = (schema: z.ZodType): fc.Arbitrary<string> =>
  around(schema).map(value => {
    const query = new URLSearchParams();
    const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    for (const [name, part] of fields) {
      for (const one of Array.isArray(part) ? (part as unknown[]) : [part]) {
        query.append(name, typeof one === 'string' ? wellFormed(one) : JSON.stringify(one));
      }
    }
    return query.toString();
  });

/** A part of an address, encoded: a user or a thing that exists, or anything. */
export const segments = (known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known).map(encodeURIComponent) },
    {
      weight: 2,
      arbitrary: fc
        .string({ unit: 'binary', minLength: 1, maxLength: 80 })
        .map(text => encodeURIComponent(wellFormed(text))),
    },
    { weight: 1, arbitrary: fc.constantFrom('%', '%00', '%ff', '..%2f..', 'a'.repeat(600), '%2e') },
  );
