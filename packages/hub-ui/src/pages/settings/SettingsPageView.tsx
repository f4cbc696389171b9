import type { SettingProblem, SettingsView, SettingView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { FilterForm } from '../../components/FilterForm';
import { Link } from 'react-router';
import { formatAgo } from '../../format/instant';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { StatusMark } from '../../components/StatusMark';
import { envFile, searchSettings } from './env-file';
import { SettingsTable } from './SettingsTable';
import { t, textOr } from '../../i18n';

/** What the settings page shows. */
export interface SettingsPageViewProps {
  readonly settings: Loaded<SettingsView>;
  readonly now: number;
  /** Puts a text on the clipboard; `count` settings are in it. */
  readonly onCopy: (text: string, count: number) => void;
}

const Problems = ({ problems }: { readonly problems: readonly SettingProblem[] }) => (
  <section className="pj-card pj-setting-problems" aria-labelledby="problems-title">
    <h2 id="problems-title">{t('settings:problems')}</h2>
    {problems.length === 0 ? (
      <p className="pj-note mb-0">{t('settings:allWell')}</p>
    ) : (
      <ul>
        {problems.map(({ code, level, message, setting, group }) => (
          <li key={`${code} ${setting ?? message}`}>
            {level === 'problem' ? (
              <StatusMark tone="bad" label={message} />
            ) : (
              <StatusMark tone="quiet" label={message} />
            )}
            {group !== null && (
              <>
                {' '}
                <Link to={`/groups?group=${encodeURIComponent(group)}`}>
                  {t('settings:openGroup', { group })}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Gpu = ({ gpu, now }: { readonly gpu: SettingsView['gpu']; readonly now: number }) => (
  <section className="pj-card" aria-labelledby="gpu-title">
    <h2 id="gpu-title">{t('settings:gpu')}</h2>
    <StatusMark
      tone={gpu.enabled ? 'ok' : 'off'}
      label={gpu.enabled ? t('settings:gpuOn') : t('settings:gpuOff')}
    />
    <p className="pj-note mb-0">
      {gpu.reason}
      {gpu.checkedAt !== null && (
        <> {t('settings:checked', { when: formatAgo(gpu.checkedAt, now) })}</>
      )}
    </p>
  </section>
);

const groupsOf = (settings: readonly SettingView[]): readonly string[] => [
  ...new Set(settings.map(({ group }) => group)),
];

const Ready = ({
  view,
  now,
  onCopy,
}: {
  readonly view: SettingsView;
  readonly now: number;
  readonly onCopy: SettingsPageViewProps['onCopy'];
}) => {
  const [text, setText] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const shown = searchSettings(view.settings, text, onlyChanged);
  const copy = (changed: boolean): void => {
    const count = view.settings.filter(one => !one.secret && (!changed || one.changed)).length;
    onCopy(envFile(view.settings, changed), count);
  };
  return (
    <>
      <div className="pj-settings-top">
        <Problems problems={view.problems} />
        <Gpu gpu={view.gpu} now={now} />
      </div>
      <FilterForm>
        <Form.Control
          type="search"
          className="pj-settings-search"
          aria-label={t('settings:search')}
          placeholder={t('settings:search')}
          value={text}
          onChange={event => {
            setText(event.target.value);
          }}
        />
        <Form.Check
          id="only-changed"
          className="align-self-center"
          label={t('settings:onlyChanged')}
          checked={onlyChanged}
          onChange={event => {
            setOnlyChanged(event.target.checked);
          }}
        />
        <span className="ms-md-auto d-flex gap-2">
          <Button
            size="sm"
            variant="outline-secondary"
            onClick={() => {
              copy(true);
            }}
          >
            {t('settings:copyChanged')}
          </Button>
          <Button
            size="sm"
            variant="outline-secondary"
            onClick={() => {
              copy(false);
            }}
          >
            {t('settings:copyAll')}
          </Button>
        </span>
      </FilterForm>
      {shown.length === 0 && (
        <EmptyState title={t('settings:noMatch.title')} text={t('settings:noMatch.text')} />
      )}
      {groupsOf(shown).map(group => (
        <SettingsTable
          key={group}
          title={textOr('settings', `group.${group}`, group)}
          settings={shown.filter(one => one.group === group)}
        />
      ))}
    </>
  );
};

/** Every setting with its value and where that came from; what to look at stands on top. */
export const SettingsPageView = ({ settings, now, onCopy }: SettingsPageViewProps) => (
  <>
    <PageHeader title={t('settings:title')} lead={t('settings:lead')} />
    {settings.kind === 'loading' && <PageLoading rows={6} />}
    {settings.kind === 'problem' && (
      <PageProblem problem={settings.problem} retry={settings.retry} />
    )}
    {settings.kind === 'ready' && <Ready view={settings.data} now={now} onCopy={onCopy} />}
  </>
);
