import type { ActivityRow } from '@perijove/contracts';

/** One server of one user. */
export type ServerRef = Pick<ActivityRow, 'user' | 'server'>;

/** What of a row matters once it is selected; it may lie on another page by then. */
export type Selected = Pick<
  ActivityRow,
  'user' | 'server' | 'status' | 'deadline' | 'settingsOutdated'
>;

/** The selected rows by `idOf`. */
export type Selection = ReadonlyMap<string, Selected>;

/** Names a row. User names have no slash. */
export const rowKey = ({ user, server }: ServerRef): string => `${user}/${server}`;

/** Adds a row or takes it out. */
export const toggled = (selection: Selection, row: Selected): Selection => {
  const next = new Map(selection);
  if (!next.delete(rowKey(row))) next.set(rowKey(row), row);
  return next;
};

/** Adds all rows of a page or takes them out. */
export const withAll = (
  selection: Selection,
  rows: readonly Selected[],
  select: boolean,
): Selection => {
  const next = new Map(selection);
  for (const row of rows) {
    if (select) next.set(rowKey(row), row);
    else next.delete(rowKey(row));
  }
  return next;
};

/** The selection with what is known now of the rows on the screen. */
export const refreshed = (selection: Selection, rows: readonly Selected[]): Selection => {
  const now = new Map(rows.map(row => [rowKey(row), row]));
  return new Map([...selection].map(([id, row]) => [id, now.get(id) ?? row]));
};

/** What can be done about many servers at once. */
export type BulkAction = 'stop' | 'restart' | 'recreate' | 'extend' | 'notify';

const isRunning = ({ status }: Selected): boolean => status === 'active' || status === 'inactive';

/** Those of a selection whom an action concerns: nobody stops a server that does not run. */
export const applicableTo = (selection: Selection, action: BulkAction): readonly Selected[] => {
  const all = [...selection.values()];
  switch (action) {
    case 'stop':
      return all.filter(row => isRunning(row) || row.status === 'starting');
    case 'restart':
      return all.filter(isRunning);
    case 'recreate':
      // Of all others a restart makes the same lab again.
      return all.filter(row => isRunning(row) && row.settingsOutdated === true);
    case 'extend':
      return all.filter(row => isRunning(row) && row.deadline !== null);
    case 'notify':
      // Once each, however many servers they have.
      return [...new Map(all.map(row => [row.user, row])).values()];
  }
};
