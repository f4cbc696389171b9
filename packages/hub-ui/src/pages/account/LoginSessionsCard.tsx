import { useMutation, useQuery } from '@tanstack/react-query';
import { keys } from '../../api/keys';
import { loadedOf } from '../../components/loaded';
import { useNotices } from '../../components/NoticesProvider';
import { InlineProblem, PageLoading } from '../../components/PageStates';
import { useMe, useServices } from '../../app/context';
import { LoginSessions } from './LoginSessions';
import { t } from '../../i18n';

/** Where one is signed in, asked of the hub each time the page opens. */
export const LoginSessionsCard = () => {
  const { client, cache, queries, clock } = useServices();
  const { hubUrl } = useMe();
  const { show, showError } = useNotices();
  const signIns = loadedOf(useQuery(queries.loginSessions()));
  const end = useMutation({
    mutationFn: (id: string) => client('endLoginSession', { params: { id }, body: {} }),
    onSuccess: () => {
      show({ tone: 'ok', text: t('account:loginSessions.ended') });
    },
    onError: showError,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.loginSessions }),
  });
  const endAll = useMutation({
    mutationFn: () => client('signOutEverywhere', { body: {} }),
    onSuccess: () => {
      // Nothing here counts any more; the hub takes its own cookies away.
      location.assign(`${hubUrl}logout`);
    },
    onError: showError,
  });
  return (
    <section className="pj-card pj-login-sessions-card" aria-labelledby="login-sessions-title">
      <h2 id="login-sessions-title">{t('account:loginSessions.title')}</h2>
      <p className="pj-note">{t('account:loginSessions.lead')}</p>
      {signIns.kind === 'loading' && <PageLoading rows={2} />}
      {signIns.kind === 'problem' && (
        <InlineProblem problem={signIns.problem} retry={signIns.retry} />
      )}
      {signIns.kind === 'ready' && (
        <LoginSessions
          sessions={signIns.data.items}
          nowMs={clock.now()}
          busy={end.isPending || endAll.isPending || endAll.isSuccess}
          onEnd={id => {
            end.mutate(id);
          }}
          onEndAll={() => {
            endAll.mutate();
          }}
        />
      )}
    </section>
  );
};
