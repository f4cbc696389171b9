import type { ActivityRow } from '@perijove/contracts';
import { memo, type ReactNode } from 'react';
import Form from 'react-bootstrap/Form';
import { cells } from './cells';
import { RowActions, type RowCommands } from './RowActions';
import type { SortColumn } from './columns';
import { t } from '../../i18n';

interface Props {
  readonly row: ActivityRow;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly keepDays: number;
  /** Columns beside the user's. Must stay the same, as all that follows, or every row is drawn again. */
  readonly shown: readonly Exclude<SortColumn, 'user'>[];
  readonly selected: boolean;
  readonly administer: boolean;
  readonly operate: boolean;
  readonly visit: boolean;
  readonly commands: RowCommands;
  readonly onSelect: (row: ActivityRow) => void;
  readonly onOpenUser: (row: ActivityRow) => void;
  readonly renderVolumes: (user: string) => ReactNode;
}

const UserCell = ({ row, onOpenUser }: Pick<Props, 'row' | 'onOpenUser'>) => (
  <>
    <button
      type="button"
      className="pj-open-user pj-truncate"
      title={row.user}
      aria-haspopup="dialog"
      onClick={() => {
        onOpenUser(row);
      }}
    >
      {row.user}
    </button>
    {row.server !== '' && (
      <span className="pj-note pj-truncate" title={row.server}>
        {t('activity:server', { name: row.server })}
      </span>
    )}
  </>
);

/** One user's line. Drawn again only when it changed: there may be 200. */
export const ActivityTableRow = memo((props: Props) => {
  const { row, now, keepDays, shown, selected, commands, renderVolumes } = props;
  const { administer, operate, visit } = props;
  return (
    <tr aria-selected={selected}>
      <td className="pj-col-select">
        {(administer || operate) && (
          <Form.Check
            aria-label={
              row.server === ''
                ? t('activity:select', { user: row.user })
                : t('activity:selectNamed', { user: row.user, server: row.server })
            }
            checked={selected}
            onChange={() => {
              props.onSelect(row);
            }}
          />
        )}
      </td>
      <th scope="row" className="pj-col-user">
        <UserCell row={row} onOpenUser={props.onOpenUser} />
      </th>
      {shown.map(column => (
        <td key={column} className="pj-number">
          {cells[column]({ row, now, keepDays, renderVolumes })}
        </td>
      ))}
      <td className="pj-col-actions">
        <RowActions
          user={row.user}
          server={row.server}
          status={row.status}
          settingsOutdated={row.settingsOutdated === true}
          limited={row.deadline !== null}
          administer={administer}
          operate={operate}
          visit={visit}
          commands={commands}
        />
      </td>
    </tr>
  );
});
ActivityTableRow.displayName = 'ActivityTableRow';
