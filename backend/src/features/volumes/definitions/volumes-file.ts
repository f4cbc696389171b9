import { VolumeName } from '@perijove/contracts';
import { isPlainText } from '@perijove/contracts/plain-text';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseBytes } from '../../../config/parse.js';
import { messageOf } from '../../../lib/errors.js';
import {
  canMatch,
  canMatchPlatformName,
  canCollide,
  parseNameTemplate,
  formatTemplate,
  type NameTemplate,
} from './name-template.js';
import { SHARED, type VolumeDefinition } from './volume.js';

/** Names of volumes that no template may reach. */
export interface ReservedNames {
  /** PERIJOVE_VOLUME_PREFIX, with which all names begin that the platform makes up. */
  readonly prefix: string;
  /** PERIJOVE_SHARED_VOLUME, all users'. */
  readonly shared: string;
}

/** Volumes with the platform's own files. */
const PLATFORM = { before: 'perijove-', after: '' };

const absolute = z
  .string()
  .regex(/^\/[^:]*$/, 'must be an absolute path inside the lab')
  .refine(path => !path.split('/').includes('..'), 'must not contain ..')
  .transform(path => (path.length > 1 ? path.replace(/\/+$/, '') : path))
  .refine(path => path !== '/' && path !== SHARED.mount, 'is taken by the platform');

const size = z.union([z.string(), z.number()]).transform((value, context) => {
  const bytes = parseBytes(String(value));
  if (typeof bytes === 'number') return bytes;
  context.addIssue({ code: 'custom', message: 'must be a size such as 512M or 20G' });
  return z.NEVER;
});

const template = z.string().transform((text, context) => {
  const parsed = parseNameTemplate(text);
  if (parsed !== null) return parsed;
  context.addIssue({
    code: 'custom',
    message:
      'must be letters, digits, _ . - with one {username} or {legacy_username} in it, and something before it that ends with _ . or -',
  });
  return z.NEVER;
});

const Entry = z.strictObject({
  name: template.optional(),
  suffix: VolumeName.refine(name => name !== SHARED.name, 'is the shared volume').refine(
    name => !/_g\d+$/.test(name),
    'must not end like a later generation (_g2)',
  ),
  mount: absolute,
  description: z
    .string()
    .max(300)
    .refine(isPlainText, 'must not hold characters that cannot be seen')
    .default(''),
  resettable: z.boolean().default(true),
  warnSize: size.optional(),
});
type Entry = z.output<typeof Entry>;

const wordsOf = (issue: z.core.$ZodIssue): string => {
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place} ${issue.message}`;
};

/** Entries that say again what an earlier one said. */
const doubles = (entries: readonly (Entry | null)[], field: 'suffix' | 'mount'): string[] => {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    if (entry === null) return [];
    const before = first.get(entry[field]);
    if (before !== undefined) {
      return [`entry ${index + 1}: ${field} ${entry[field]} is that of entry ${before + 1}`];
    }
    first.set(entry[field], index);
    return [];
  });
};

/** The name that volumes of this suffix have anyway, so nothing is to be said about it. */
const isUsual = (
  entry: Pick<Entry, 'suffix'>,
  { before, after, escape }: NameTemplate,
  prefix: string,
): boolean => before === `${prefix}-` && after === `_${entry.suffix}` && escape === 'username';

/** Names that one user could choose so that they reach what is another's. */
const reaching = (entries: readonly (Entry | null)[], names: ReservedNames): string[] => {
  const named = entries.flatMap((entry, index) =>
    entry?.name === undefined || isUsual(entry, entry.name, names.prefix)
      ? []
      : [{ place: `entry ${index + 1}: name ${formatTemplate(entry.name)}`, name: entry.name }],
  );
  return named.flatMap(({ place, name }, index) => [
    ...(canCollide(name, PLATFORM) ? [`${place} is taken by the platform`] : []),
    ...(canMatch(name, names.shared) ? [`${place} can be ${names.shared}, the shared volume`] : []),
    ...(canMatchPlatformName(name, names.prefix)
      ? [`${place} can be another volume of PERIJOVE_VOLUME_PREFIX=${names.prefix}`]
      : []),
    ...named
      .slice(0, index)
      .filter(before => canCollide(name, before.name))
      .map(before => `${place} can be another user's by ${formatTemplate(before.name)}`),
  ]);
};

/** Reads PERIJOVE_VOLUMES_FILE. Throws with words that list every problem and its place. */
export const readVolumesFile = (
  path: string,
  names: ReservedNames,
): readonly VolumeDefinition[] => {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`PERIJOVE_VOLUMES_FILE ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (!Array.isArray(content) || content.length === 0) {
    throw new Error(`PERIJOVE_VOLUMES_FILE ${path}: must be a list of at least one volume`);
  }
  const parsed = content.map((raw: unknown) => Entry.safeParse(raw));
  const entries = parsed.map(result => (result.success ? result.data : null));
  const problems = [
    ...parsed.flatMap((result, index) =>
      result.success
        ? []
        : result.error.issues.map(issue => `entry ${index + 1}: ${wordsOf(issue)}`),
    ),
    ...doubles(entries, 'suffix'),
    ...doubles(entries, 'mount'),
    ...reaching(entries, names),
  ];
  if (problems.length > 0) {
    const list = problems.map(problem => `\n  - ${problem}`).join('');
    throw new Error(`PERIJOVE_VOLUMES_FILE ${path}:${list}`);
  }
  return entries
    .filter(entry => entry !== null)
    .map(({ suffix, warnSize, name, ...rest }) => ({
      name: suffix,
      template: name === undefined || isUsual({ suffix }, name, names.prefix) ? null : name,
      ...rest,
      warnBytes: warnSize ?? null,
    }));
};
