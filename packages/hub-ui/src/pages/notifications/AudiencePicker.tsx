import type { Audience, NotifyOptions } from '@perijove/contracts';
import { useId } from 'react';
import Form from 'react-bootstrap/Form';
import type { Draft } from './draft';
import { UserPicker } from '../../components/UserPicker';
import { strings } from './strings';
import type { SearchUsers } from '../../components/use-user-search';

interface Props {
  readonly draft: Draft;
  readonly options: NotifyOptions;
  readonly find: SearchUsers;
  readonly onChange: (change: Partial<Draft>) => void;
}

const t = strings.audience;

/** Who shall receive the message; only what this sender may choose is offered. */
export const AudiencePicker = ({ draft, options, find, onChange }: Props) => {
  const id = useId();
  const choices: readonly { to: Audience['to']; count?: number }[] = options.mayAll
    ? [
        { to: 'all', count: options.users },
        { to: 'active', count: options.active },
        { to: 'users' },
        { to: 'groups' },
      ]
    : [{ to: 'groups' }];
  return (
    <fieldset className="pj-audience">
      <legend>{strings.compose.audience}</legend>
      {choices.map(({ to, count }) => (
        <Form.Check
          key={to}
          type="radio"
          name={id}
          id={`${id}-${to}`}
          checked={draft.to === to}
          label={
            <>
              {t[to]}
              {count !== undefined && <span className="pj-note"> · {t.count(count)}</span>}
            </>
          }
          onChange={() => {
            onChange({ to });
          }}
        />
      ))}
      {draft.to === 'users' && (
        <UserPicker
          names={draft.users}
          strings={t}
          search={find}
          onChange={users => {
            onChange({ users });
          }}
        />
      )}
      {draft.to === 'groups' && (
        <div className="pj-groups" role="group" aria-label={t.groups}>
          {options.groups.length === 0 && <p className="pj-note">{t.noGroups}</p>}
          {options.groups.map(group => (
            <Form.Check
              key={group}
              type="checkbox"
              id={`${id}-group-${group}`}
              label={group}
              checked={draft.groups.includes(group)}
              onChange={event => {
                const others = draft.groups.filter(other => other !== group);
                onChange({ groups: event.target.checked ? [...others, group] : others });
              }}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
};
