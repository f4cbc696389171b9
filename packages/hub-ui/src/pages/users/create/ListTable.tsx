import { memo, useState } from 'react';
import Button from 'react-bootstrap/Button';
import type { ListedUser } from './list/listed-users';
import { nameErrorText } from './name-error-text';
import { t } from '../../../i18n';
/** As many lines as are drawn before anybody asks for more. */
const FIRST = 100;

interface Props {
  readonly users: readonly ListedUser[];
  readonly withGroups: boolean;
  readonly labelledBy: string;
}

/** Every user who would be added, and above them those who cannot be, with the reason. */
export const ListTable = memo(({ users, withGroups, labelledBy }: Props) => {
  const [all, setAll] = useState(false);
  const sorted = [
    ...users.filter(({ problem }) => problem !== null),
    ...users.filter(({ problem }) => problem === null),
  ];
  const shown = all ? sorted : sorted.slice(0, FIRST);
  const withBeside = users.some(({ otherCells }) => otherCells !== '');
  return (
    <div
      className="pj-table-scroll pj-list"
      tabIndex={0}
      role="region"
      aria-labelledby={labelledBy}
    >
      <table className="table pj-table">
        <thead>
          <tr>
            <th scope="col">{t('users:list.name')}</th>
            {withBeside && <th scope="col">{t('users:list.otherCells')}</th>}
            {withGroups && <th scope="col">{t('users:list.groups')}</th>}
            <th scope="col">{t('users:list.note')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, name, otherCells, groups, problem }) => (
            <tr key={line}>
              <th scope="row">{name === '' ? t('users:list.noName') : name}</th>
              {withBeside && <td>{otherCells}</td>}
              {withGroups && <td>{groups.join(', ')}</td>}
              <td>
                <span className={problem === null ? 'text-secondary' : 'pj-invalid'}>
                  {problem === null ? t('users:list.fine') : nameErrorText(problem)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < sorted.length && (
        <Button
          variant="link"
          size="sm"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('users:list.more', { count: sorted.length - shown.length })}
        </Button>
      )}
    </div>
  );
});
ListTable.displayName = 'ListTable';
