import type { Audience, NotifyOptions } from '@perijove/contracts';
import { useId } from 'react';
import Form from 'react-bootstrap/Form';
import type { Draft } from './draft';
import { UserPicker, type UserPickerTexts } from '../../components/UserPicker';
import type { SearchUsers } from '../../components/use-user-search';
import { t } from '../../i18n';

interface Props {
  readonly draft: Draft;
  readonly options: NotifyOptions;
  readonly find: SearchUsers;
  readonly onChange: (change: Partial<Draft>) => void;
}

const foundText = (shown: number, total: number): string => {
  if (total === 0) return t('notifications:audience.notFound');
  return total > shown
    ? t('notifications:audience.foundMore', { shown, count: total })
    : t('notifications:audience.found', { count: total });
};

const pickerTexts = (): UserPickerTexts => ({
  names: t('notifications:audience.names'),
  namesHint: t('notifications:audience.namesHint'),
  suggestions: t('notifications:audience.suggestions'),
  found: foundText,
  remove: name => t('notifications:audience.remove', { name }),
});

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
      <legend>{t('notifications:compose.audience')}</legend>
      {choices.map(({ to, count }) => (
        <Form.Check
          key={to}
          type="radio"
          name={id}
          id={`${id}-${to}`}
          checked={draft.to === to}
          label={
            <>
              {t(`notifications:audience.${to}`)}
              {count !== undefined && (
                <span className="pj-note"> · {t('notifications:audience.count', { count })}</span>
              )}
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
          texts={pickerTexts()}
          search={find}
          onChange={users => {
            onChange({ users });
          }}
        />
      )}
      {draft.to === 'groups' && (
        <div className="pj-groups" role="group" aria-label={t('notifications:audience.groups')}>
          {options.groups.length === 0 && (
            <p className="pj-note">{t('notifications:audience.noGroups')}</p>
          )}
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
