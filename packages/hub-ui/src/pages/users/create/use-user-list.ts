import type { AccountRules } from '@perijove/contracts';
import { useDeferredValue, useMemo, useState } from 'react';
import { columnsOf, holdsAddresses, type Columns } from './list/columns';
import { listedIn, membersOf, withAnswers, type Choice, type Listed } from './list/listed-users';
import { readTable, type Table } from './list/read-table';
import type { NameCheck } from './use-name-check';

/** As many as the service checks in one question. */
export const MOST_NAMES = 1000;

/** What the text holds, what is chosen of it, and who comes out of it. */
export interface List {
  readonly table: Table;
  readonly columns: Columns;
  readonly choice: Choice;
  /** Whether names in it are addresses, of which a part can be taken. */
  readonly addresses: boolean;
  readonly people: readonly Listed[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly tooMany: boolean;
  /** `behind`: the text has changed since, and the list follows. */
  readonly asked: NameCheck['state'] | 'behind';
  readonly choose: (change: Partial<Choice>) => void;
}

/** A choice belongs to a list of that shape, and goes with it. */
const shapeOf = ({ kind, width, rows }: Table): string =>
  `${kind} ${width} ${kind === 'table' ? (rows[0] ?? []).join('\t') : ''}`;

/** Follows the text that somebody types, pastes or reads from a file, without keeping them waiting. */
export const useList = (
  current: string,
  rules: AccountRules,
  check: (names: readonly string[]) => NameCheck,
): List => {
  const text = useDeferredValue(current);
  const table = useMemo(() => readTable(text), [text]);
  const shape = shapeOf(table);
  const [chosen, setChosen] = useState<Partial<Choice> & { readonly shape: string }>({ shape });
  const mine = chosen.shape === shape ? chosen : { shape };
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
    () => listedIn(table, choice, { kept, longestName }),
    [table, choice, kept, longestName],
  );
  const hopeful = useMemo(
    () => listed.flatMap(({ name, problem }) => (problem === null ? [name] : [])),
    [listed],
  );
  const tooMany = hopeful.length > MOST_NAMES;
  const { refused, state } = check(tooMany ? [] : hopeful);
  const people = useMemo(() => withAnswers(listed, refused), [listed, refused]);
  return {
    table,
    columns,
    choice,
    addresses,
    people,
    groups: useMemo(() => membersOf(people), [people]),
    tooMany,
    asked: text === current ? state : 'behind',
    choose: change => {
      // Whoever says that there are headings has the columns looked at anew.
      const before = change.headings === undefined ? mine : { shape };
      setChosen({ ...before, ...change, shape });
    },
  };
};
