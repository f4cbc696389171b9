import type { IHubLink } from '@perijove/lab-hub';
import { leaveWord } from '@perijove/contracts/lead-back';

/** What leaving needs of the browser. */
export interface Exit {
  readonly storage: Pick<Storage, 'setItem'>;
  /** Address of this page, with what is open. */
  readonly url: string;
  readonly nowMs: number;
  readonly assign: (url: string) => void;
}

/** The browser's own. */
export const browserExit = (): Exit => ({
  storage: window.sessionStorage,
  url: window.location.href,
  nowMs: Date.now(),
  assign: url => {
    window.location.assign(url);
  },
});

/**
 * Leaves this tab for the hub, which shows the start and leads back here: to the home page, or to
 * JupyterHub's own pages where that cannot be told where this tab came from. A page cannot outlive
 * its server: the hub takes back its token when the server stops.
 *
 * @param start - whether the server is to be started; otherwise it is on its way already
 */
export const leaveForStart = (
  link: Pick<IHubLink, 'user' | 'server' | 'place'> & {
    readonly state: Pick<IHubLink['state'], 'server'>;
  },
  start: boolean,
  exit: Exit = browserExit(),
): void => {
  const { user, server, place } = link;
  const here = new URL(exit.url);
  const path = `${here.pathname}${here.search}${here.hash}`;
  // The storage of a tab has one part per origin: a lab on a host of its own has another one.
  const run = link.state.server?.startedAt ?? null;
  const told =
    new URL(place.serviceUrl).origin === here.origin &&
    leaveWord(exit.storage, { path, server, start, run }, exit.nowMs);
  if (told) {
    exit.assign(place.serviceUrl);
    return;
  }
  const names = [user, ...(server === '' ? [] : [server])].map(encodeURIComponent).join('/');
  const page = new URL(`${start ? 'spawn' : 'spawn-pending'}/${names}`, place.homeUrl);
  page.searchParams.set('next', path);
  exit.assign(page.href);
};
