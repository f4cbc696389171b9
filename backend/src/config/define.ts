import { z } from 'zod';

/** One setting: its name in the environment is its key, under which the strings describe it. */
export interface Setting<T = unknown> {
  readonly schema: z.ZodType<T, string | undefined>;
  /** The default as text, as an operator would write it; null when there is none. */
  readonly fallback: string | null;
  readonly group: string;
  readonly secret: boolean;
  /** An earlier name that is still accepted with a warning. */
  readonly oldName: string | null;
}

interface Options {
  readonly group: string;
  readonly oldName?: string;
  readonly secret?: boolean;
}

const make = <T>(
  schema: z.ZodType<T, string | undefined>,
  fallback: string | null,
  options: Options,
): Setting<T> => ({
  schema,
  fallback,
  group: options.group,
  secret: options.secret ?? false,
  oldName: options.oldName ?? null,
});

const truthy = new Set(['1', 'true', 'yes', 'on']);
const falsy = new Set(['0', 'false', 'no', 'off', '']);

/** 0 or 1; true, false, yes, no, on, off are understood as well. */
export const flag = (fallback: '0' | '1', options: Options) =>
  make(
    z
      .string()
      .optional()
      .transform((text, context) => {
        const value = (text ?? fallback).trim().toLowerCase();
        if (truthy.has(value)) return true;
        if (falsy.has(value)) return false;
        context.addIssue({ code: 'custom', message: 'must be 0 or 1' });
        return z.NEVER;
      }),
    fallback,
    options,
  );

const numberFrom = (text: string, min: number, max: number, whole: boolean): number | string => {
  const value = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(value)) return 'must be a number';
  if (whole && !Number.isInteger(value)) return 'must be a whole number';
  if (value < min || value > max) return `must lie between ${min} and ${max}`;
  return value;
};

/** A number within bounds. */
export const number = (
  fallback: number,
  bounds: { readonly min: number; readonly max: number; readonly whole?: boolean },
  options: Options,
) =>
  make(
    z
      .string()
      .optional()
      .transform((text, context) => {
        const value = numberFrom(
          text ?? String(fallback),
          bounds.min,
          bounds.max,
          bounds.whole ?? true,
        );
        if (typeof value === 'number') return value;
        context.addIssue({ code: 'custom', message: value });
        return z.NEVER;
      }),
    String(fallback),
    options,
  );

/** Free text; an empty value counts as the default. */
export const text = (fallback: string, options: Options) =>
  make(
    z
      .string()
      .optional()
      .transform(value => (value === undefined || value === '' ? fallback : value)),
    fallback,
    options,
  );

/** Text of a certain form, which `form` tells in words; an empty value counts as the default. */
export const formed = <T extends string | null>(
  fallback: T,
  { pattern, form }: { readonly pattern: Pick<RegExp, 'test'>; readonly form: string },
  options: Options,
) =>
  make<string | T>(
    z
      .string()
      .optional()
      .transform((value, context) => {
        if (value === undefined || value === '') return fallback;
        if (pattern.test(value)) return value;
        context.addIssue({ code: 'custom', message: `must be ${form}` });
        return z.NEVER;
      }),
    fallback,
    options,
  );

/** Text that may be missing. */
export const optionalText = (options: Options) =>
  make(
    z
      .string()
      .optional()
      .transform(value => (value === undefined || value === '' ? null : value)),
    null,
    options,
  );

/** One of a few words. */
export const choice = <const T extends string>(
  values: readonly [T, ...T[]],
  fallback: T,
  options: Options,
) =>
  make<T>(
    z
      .string()
      .optional()
      .transform((value, context) => {
        const given = value === undefined || value === '' ? fallback : value;
        const found = values.find(candidate => candidate === given);
        if (found !== undefined) return found;
        context.addIssue({ code: 'custom', message: `must be one of ${values.join(', ')}` });
        return z.NEVER;
      }),
    fallback,
    options,
  );

/** Anything else that is parsed from text. Return a string from `parse` to refuse with words. */
export const parsed = <T extends object | number | null>(
  fallback: string,
  parse: (value: string) => T | string,
  options: Options,
) =>
  make<T>(
    z
      .string()
      .optional()
      .transform((value, context) => {
        const result = parse(value === undefined || value === '' ? fallback : value);
        if (typeof result !== 'string') return result;
        context.addIssue({ code: 'custom', message: result });
        return z.NEVER;
      }),
    fallback,
    options,
  );
