import { memo, useState } from 'react';
import Button from 'react-bootstrap/Button';
import { strings } from '../strings';
import type { Listed } from './list/listed-users';
import { wrongText } from './name-error-text';

const words = strings.list;
/** As many lines as are drawn before anybody asks for more. */
const FIRST = 100;

interface Props {
  readonly people: readonly Listed[];
  readonly withGroups: boolean;
  readonly labelledBy: string;
}

/** Everybody who would be added, and above them whoever cannot be, with the reason. */
export const ListTable = memo(({ people, withGroups, labelledBy }: Props) => {
  const [all, setAll] = useState(false);
  const sorted = [
    ...people.filter(({ problem }) => problem !== null),
    ...people.filter(({ problem }) => problem === null),
  ];
  const shown = all ? sorted : sorted.slice(0, FIRST);
  const withBeside = people.some(({ beside }) => beside !== '');
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
            <th scope="col">{words.name}</th>
            {withBeside && <th scope="col">{words.beside}</th>}
            {withGroups && <th scope="col">{words.groups}</th>}
            <th scope="col">{words.note}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, name, beside, groups, problem }) => (
            <tr key={line}>
              <th scope="row">{name === '' ? words.noName : name}</th>
              {withBeside && <td>{beside}</td>}
              {withGroups && <td>{groups.join(', ')}</td>}
              <td>
                <span className={problem === null ? 'text-secondary' : 'pj-wrong'}>
                  {problem === null ? words.fine : wrongText(problem)}
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
          {words.more(sorted.length - shown.length)}
        </Button>
      )}
    </div>
  );
});
ListTable.displayName = 'ListTable';
