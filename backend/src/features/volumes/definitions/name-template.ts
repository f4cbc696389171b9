import { escapeName, legacyEscapeName, shorten } from '../../servers/names.js';

/**
 * How the first generation of a volume is called: `jupyterhub-user-{username}` is
 * `jupyterhub-user-` before the escaped name of its user, and nothing behind.
 */
export interface NameTemplate {
  readonly before: string;
  readonly after: string;
  /** How DockerSpawner escaped names: since 12.0, or before and with `escape = 'legacy'`. */
  readonly escape: 'username' | 'legacy_username';
}

/** The longest name of a directory, and so of a volume. */
const LONGEST = 255;
/** Room for the names of users. */
const LONGEST_LITERAL = 100;

const TEMPLATE =
  /^(?<before>[a-zA-Z0-9][a-zA-Z0-9_.-]*[_.-])\{(?<user>username|safe_username|legacy_username)\}(?<after>[a-zA-Z0-9_.-]*)$/;

/** Reads a template; null for what is none. */
export const parseNameTemplate = (text: string): NameTemplate | null => {
  const found = TEMPLATE.exec(text)?.groups;
  const before = found?.['before'] ?? '';
  const after = found?.['after'] ?? '';
  if (found === undefined || before.length + after.length > LONGEST_LITERAL) return null;
  // DockerSpawner has two words for the same.
  const escape = found['user'] === 'legacy_username' ? 'legacy_username' : 'username';
  return { before, after, escape };
};

/** As it is written in the file. */
export const formatTemplate = ({ before, after, escape }: NameTemplate): string =>
  `${before}{${escape}}${after}`;

/** The name for one user. Different users get different names. */
export const fillTemplate = ({ before, after, escape }: NameTemplate, user: string): string => {
  const escaped = escape === 'username' ? escapeName(user) : legacyEscapeName(user);
  return before + shorten(escaped, LONGEST - before.length - after.length) + after;
};

/**
 * Whether some user's name by the one can equal some user's name by the other. Names that begin
 * differently or end differently are different, whatever stands between; anything else is refused,
 * because users choose their names: `{a}-data` and `x-{a}` meet at `x-data`.
 */
export const canCollide = (
  one: Pick<NameTemplate, 'before' | 'after'>,
  other: Pick<NameTemplate, 'before' | 'after'>,
): boolean =>
  (one.before.startsWith(other.before) || other.before.startsWith(one.before)) &&
  (one.after.endsWith(other.after) || other.after.endsWith(one.after));

/** Whether this very name can be some user's. */
export const canMatch = ({ before, after }: NameTemplate, name: string): boolean =>
  name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);

/**
 * Whether some user's name can equal one that the platform makes up itself: of a volume without a
 * template and of every later generation, `PREFIX-USER_SUFFIX` and `PREFIX-USER_SUFFIX_g2`.
 */
export const canMatchPlatformName = (template: NameTemplate, prefix: string): boolean => {
  if (!canCollide({ before: `${prefix}-`, after: '' }, { before: template.before, after: '' })) {
    return false;
  }
  // Ours have a `_` behind the user's name; escaped names have none, nor have their hashes.
  const { before, after, escape } = template;
  return escape !== 'username' || before.includes('_') || after.includes('_');
};
