import { useQuery } from '@tanstack/react-query';
import { useEffect, type MouseEvent } from 'react';
import { Outlet, useHref, useLocation } from 'react-router';
import { MeContext, useServices } from '../app/context';
import { loadedOf } from '../components/loaded';
import { NoticesProvider } from '../components/NoticesProvider';
import { PageLoading, PageProblem } from '../components/PageStates';
import { SessionWarning } from './SessionWarning';
import { AnnouncementBanner } from './AnnouncementBanner';
import { FullDiskBanner } from './FullDiskBanner';
import { TopBar } from './TopBar';
import { useAccountLanguage } from './use-account-language';
import { useLiveView } from './use-live-view';
import { t } from '../i18n';

/** The frame around every page: who is signed in, the bar, the connection, messages. */
export const AppLayout = () => {
  const { queries, live } = useServices();
  const me = useQuery(queries.me());
  const { data } = me;
  const { pathname } = useLocation();
  const main = useHref({ pathname, hash: 'main' });
  useLiveView(live, pathname);
  useAccountLanguage(data?.hubUrl);

  const known = data !== undefined;
  useEffect(() => {
    if (known) live.start();
  }, [known, live]);

  const loaded = loadedOf(me);
  if (loaded.kind === 'loading') {
    return (
      <main className="pj-container pj-main">
        <PageLoading />
      </main>
    );
  }
  if (loaded.kind === 'problem') {
    return (
      <main className="pj-container pj-main">
        <PageProblem level="h1" problem={loaded.problem} retry={loaded.retry} />
      </main>
    );
  }
  return (
    <MeContext.Provider value={loaded.data}>
      <NoticesProvider>
        <header>
          <a className="pj-skip" href={main} onClick={skip}>
            {t('layout:skip')}
          </a>
          <TopBar />
          <FullDiskBanner />
          <AnnouncementBanner />
          <SessionWarning />
        </header>
        <main id="main" className="pj-container pj-main" tabIndex={-1}>
          <Outlet />
        </main>
      </NoticesProvider>
    </MeContext.Provider>
  );
};

/** The document's base makes `#main` another page, so the jump is made by hand. */
const skip = (event: MouseEvent): void => {
  event.preventDefault();
  document.getElementById('main')?.focus();
};
