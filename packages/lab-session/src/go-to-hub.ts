import type { IHubLink } from '@perijove/lab-hub';
import { leaveWord } from '@perijove/contracts/lead-back';

/** The parts of the browser that leaving the page uses. */
export interface BrowserTab {
  readonly storage: Pick<Storage, 'setItem'>;
  /** URL of this page, with the documents that are open. */
  readonly url: string;
  readonly nowMs: number;
  readonly assign: (url: string) => void;
}

/** The current browser tab. */
export const currentTab = (): BrowserTab => ({
  storage: window.sessionStorage,
  url: window.location.href,
  nowMs: Date.now(),
  assign: url => {
    window.location.assign(url);
  },
});

/**
 * Leaves this page for the hub, which shows the progress of a start and leads back here. It goes
 * to the home page, or to JupyterHub's spawn pages where this tab cannot leave its URL for the
 * home page. A page cannot outlive its server: the hub revokes its token when the server stops.
 *
 * @param start - whether the hub is to start the server; false when it is starting already
 */
export const goToHub = (
  link: Pick<IHubLink, 'user' | 'server' | 'location'> & {
    readonly state: Pick<IHubLink['state'], 'server'>;
  },
  start: boolean,
  tab: BrowserTab = currentTab(),
): void => {
  const { user, server, location } = link;
  const here = new URL(tab.url);
  const path = `${here.pathname}${here.search}${here.hash}`;
  const run = link.state.server?.startedAt ?? null;
  // Session storage is per origin: with a subdomain per user the home page cannot read this one.
  const stored =
    new URL(location.serviceUrl).origin === here.origin &&
    leaveWord(tab.storage, { path, server, start, run }, tab.nowMs);
  if (stored) {
    tab.assign(location.serviceUrl);
    return;
  }
  const names = [user, ...(server === '' ? [] : [server])].map(encodeURIComponent).join('/');
  const page = new URL(`${start ? 'spawn' : 'spawn-pending'}/${names}`, location.homeUrl);
  page.searchParams.set('next', path);
  tab.assign(page.href);
};
