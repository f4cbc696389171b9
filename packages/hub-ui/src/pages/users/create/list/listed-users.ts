import { powerOf } from '@perijove/contracts/built-in-groups';
import { isPlainName } from '@perijove/contracts/plain-text';
import { nameProblem, normalName, type NameProblem } from '@perijove/contracts/user-names';
import type { CheckedUsers } from '@perijove/contracts';
import { isGroupName } from '../../../groups/group-name';
import type { Table } from './read-table';

/** A user in the list. */
export interface ListedUser {
  /** The line of the table, from 1, headings and empty lines not counted. */
  readonly line: number;
  /** As the hub would keep it. */
  readonly name: string;
  /** What else stands on the line, so that one knows who it is. */
  readonly otherCells: string;
  readonly groups: readonly string[];
  /** Groups that are not filled from a list. */
  readonly skippedGroups: readonly string[];
  readonly problem: NameError | null;
}

/** Why nobody is made of a line. */
export type NameError =
  | NameProblem
  | { readonly kind: 'twice' }
  | { readonly kind: CheckedUsers['refused'][number]['reason'] };

/** What the reader chose about the columns. */
export interface ColumnChoice {
  readonly headings: boolean;
  readonly names: number;
  /** The column that groups come from, or null. */
  readonly groups: number | null;
  /** Whether an address counts up to its @ only. */
  readonly beforeAt: boolean;
}

/** How names are judged before the hub is asked. */
export interface NameRules {
  /** Whether the hub keeps accounts itself, by the rule that we know. */
  readonly kept: boolean;
  readonly longestName: number;
}

/** Several groups in one cell, as Moodle, Canvas and address books write them. */
const groupsIn = (cell: string): string[] =>
  cell
    .split(/\s*(?:[,;|\n]|:::)\s*/)
    .map(group => group.replace(/^\*\s*/, '').trim())
    .filter(group => group !== '');

const mayBeFilled = (group: string): boolean =>
  isGroupName(group) && isPlainName(group) && powerOf(group) === null;

const localPart = (cell: string): string => /^(.+)@[^@]*$/.exec(cell)?.[1] ?? cell;

/** Every user in the table, in its order, with what is wrong as far as one can tell without the hub. */
export const listUsers = (
  table: Table,
  choice: ColumnChoice,
  spelling: NameRules,
): ListedUser[] => {
  const rows = choice.headings ? table.rows.slice(1) : table.rows;
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const cell = row[choice.names] ?? '';
    const given = choice.beforeAt ? localPart(cell) : cell;
    const name = spelling.kept ? normalName(given) : given.trim();
    const wanted = choice.groups === null ? [] : groupsIn(row[choice.groups] ?? '');
    const wrong: NameError | null =
      name === '' || spelling.kept ? nameProblem(name, spelling.longestName) : null;
    const twice = seen.has(name);
    seen.add(name);
    return {
      line: index + 1,
      name,
      otherCells: row
        .filter(
          (text, column) => text !== '' && column !== choice.names && column !== choice.groups,
        )
        .slice(0, 3)
        .join(', '),
      groups: [...new Set(wanted.filter(mayBeFilled))],
      skippedGroups: wanted.filter(group => !mayBeFilled(group)),
      problem: wrong ?? (twice ? { kind: 'twice' } : null),
    };
  });
};

/** The same with what the hub said. */
export const withRefusals = (
  users: readonly ListedUser[],
  refused: CheckedUsers['refused'],
): readonly ListedUser[] => {
  if (refused.length === 0) return users;
  const reasons = new Map(refused.map(({ given, reason }) => [given, reason]));
  return users.map(one => {
    const kind = one.problem === null ? reasons.get(one.name) : undefined;
    return kind === undefined ? one : { ...one, problem: { kind } };
  });
};

/** Who comes into which group, of those who can be added. */
export const membersOf = (users: readonly ListedUser[]): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const { name, groups: wanted, problem } of users) {
    if (problem !== null) continue;
    for (const group of wanted) groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return groups;
};
