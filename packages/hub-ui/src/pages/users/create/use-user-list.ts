import type { AccountRules } from '@perijove/contracts';
import { useDeferredValue, useMemo, useState } from 'react';
import { columnsOf, holdsAddresses, type Columns } from './list/columns';
import {
  listUsers,
  membersOf,
  withRefusals,
  type ColumnChoice,
  type ListedUser,
} from './list/listed-users';
import { readTable, type Table } from './list/read-table';
import type { NameCheck } from './use-name-check';

/** As many as the service checks in one question. */
export const MOST_NAMES = 1000;

/** What the text holds, what is chosen of it, and who comes out of it. */
export interface UserList {
  readonly table: Table;
  readonly columns: Columns;
  readonly choice: ColumnChoice;
  /** Whether names in it are addresses, of which a part can be taken. */
  readonly addresses: boolean;
  readonly users: readonly ListedUser[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly tooMany: boolean;
  /** `behind`: the text has changed since, and the list follows. */
  readonly checked: NameCheck['state'] | 'behind';
  readonly choose: (change: Partial<ColumnChoice>) => void;
}

/** A choice belongs to a list of that shape, and goes with it. */
const shapeOf = ({ kind, width, rows }: Table): string =>
  `${kind} ${width} ${kind === 'table' ? (rows[0] ?? []).join('\t') : ''}`;

/** Follows the text that a user types, pastes or reads from a file, without keeping them waiting. */
export const useUserList = (
  current: string,
  rules: AccountRules,
  check: (names: readonly string[]) => NameCheck,
): UserList => {
  const text = useDeferredValue(current);
  const table = useMemo(() => readTable(text), [text]);
  const shape = shapeOf(table);
  const [selectedIds, setSelectedIds] = useState<
    Partial<ColumnChoice> & { readonly shape: string }
  >({ shape });
  const mine = selectedIds.shape === shape ? selectedIds : { shape };
  const columns = useMemo(() => columnsOf(table, mine.headings), [table, mine.headings]);
  const names = mine.names ?? columns.names;
  const addresses = useMemo(() => holdsAddresses(table, columns, names), [table, columns, names]);
  const { headings } = columns;
  const groups = mine.groups ?? null;
  const beforeAt = addresses && (mine.beforeAt ?? false);
  const { kept, longestName } = rules;
  const choice = useMemo(
    () => ({ headings, names, groups, beforeAt }),
    [headings, names, groups, beforeAt],
  );
  const listed = useMemo(
    () => listUsers(table, choice, { kept, longestName }),
    [table, choice, kept, longestName],
  );
  const hopeful = useMemo(
    () => listed.flatMap(({ name, problem }) => (problem === null ? [name] : [])),
    [listed],
  );
  const tooMany = hopeful.length > MOST_NAMES;
  const { refused, state } = check(tooMany ? [] : hopeful);
  const users = useMemo(() => withRefusals(listed, refused), [listed, refused]);
  return {
    table,
    columns,
    choice,
    addresses,
    users,
    groups: useMemo(() => membersOf(users), [users]),
    tooMany,
    checked: text === current ? state : 'behind',
    choose: change => {
      // After a change of headings, the columns are looked at again.
      const before = change.headings === undefined ? mine : { shape };
      setSelectedIds({ ...before, ...change, shape });
    },
  };
};
