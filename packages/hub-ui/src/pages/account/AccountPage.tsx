import type { Preferences } from '@perijove/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { keys } from '../../api/keys';
import { loadedOf } from '../../components/loaded';
import { useNotices } from '../../components/NoticesProvider';
import { PageHeader } from '../../components/PageHeader';
import { InlineProblem, PageLoading } from '../../components/PageStates';
import { hubRootOf } from '../../app/base-path';
import { useMe, useServices } from '../../app/context';
import { LanguageSelect } from './LanguageSelect';
import { ToastPreferences } from './ToastPreferences';
import { LoginSessionsCard } from './LoginSessionsCard';
import { formatList } from '../../format/list';
import { t } from '../../i18n';

/** One's own account: wishes for notifications, and the ways in that JupyterHub keeps. */
export const AccountPage = () => {
  const { client, cache, queries, language } = useServices();
  const { name, groups, hubUrl, passwords } = useMe();
  const { show, showError } = useNotices();
  const preferences = loadedOf(useQuery(queries.preferences()));
  const save = useMutation({
    mutationFn: (body: Preferences) => client('setPreferences', { body }),
    onSuccess: saved => {
      cache.setQueryData(keys.preferences, saved);
      show({ tone: 'ok', text: t('account:toasts.saved') });
    },
    onError: showError,
  });
  const choose = useMutation({
    mutationFn: (body: Preferences) => client('setPreferences', { body }),
    onSuccess: saved => {
      cache.setQueryData(keys.preferences, saved);
      if (language.remember(saved.language, hubRootOf(hubUrl))) language.reload();
    },
    onError: showError,
  });
  return (
    <>
      <PageHeader title={t('account:title')} lead={t('account:lead', { name })} />
      <div className="pj-account">
        <section className="pj-card" aria-labelledby="language-title">
          <h2 id="language-title">{t('account:language.title')}</h2>
          <p className="pj-note">{t('account:language.lead')}</p>
          {preferences.kind === 'ready' && (
            <LanguageSelect
              available={language.available}
              choice={preferences.data.language}
              busy={choose.isPending}
              onChoose={choice => {
                choose.mutate({ ...preferences.data, language: choice });
              }}
            />
          )}
        </section>
        <section className="pj-card" aria-labelledby="toasts-title">
          <h2 id="toasts-title">{t('account:toasts.title')}</h2>
          <p className="pj-note">{t('account:toasts.lead')}</p>
          {preferences.kind === 'loading' && <PageLoading rows={2} />}
          {preferences.kind === 'problem' && (
            <InlineProblem problem={preferences.problem} retry={preferences.retry} />
          )}
          {preferences.kind === 'ready' && (
            <ToastPreferences
              key={JSON.stringify(preferences.data)}
              preferences={preferences.data}
              busy={save.isPending}
              onSave={wishes => {
                save.mutate(wishes);
              }}
            />
          )}
        </section>
        <LoginSessionsCard />
        <section className="pj-card" aria-labelledby="access-title">
          <h2 id="access-title">{t('account:access.title')}</h2>
          <p className="pj-note">{t('account:access.lead')}</p>
          <div className="d-flex flex-wrap gap-2 mb-3">
            {passwords && (
              <a className="btn btn-outline-secondary" href={`${hubUrl}change-password`}>
                {t('account:access.password')}
              </a>
            )}
            <a className="btn btn-outline-secondary" href={`${hubUrl}token`}>
              {t('account:access.tokens')}
            </a>
            <a className="btn btn-outline-secondary" href={`${hubUrl}logout`}>
              {t('account:access.signOut')}
            </a>
          </div>
          <h3 className="h6">{t('account:access.groups')}</h3>
          <p className="mb-0 text-break">
            {groups.length === 0 ? t('account:access.noGroups') : formatList(groups)}
          </p>
        </section>
      </div>
    </>
  );
};
