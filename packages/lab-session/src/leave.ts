import type { IHubLink } from '@perijove/lab-hub';
import { leaveWord } from '@perijove/contracts/lead-back';

/** What leaving needs of the browser. */
export interface Exit {
  readonly storage: Pick<Storage, 'setItem'>;
  /** Path of this page, with what is open. */
  readonly path: string;
  readonly nowMs: number;
  readonly assign: (url: string) => void;
}

/** The browser's own. */
export const browserExit = (): Exit => ({
  storage: window.sessionStorage,
  path: `${window.location.pathname}${window.location.search}${window.location.hash}`,
  nowMs: Date.now(),
  assign: url => {
    window.location.assign(url);
  },
});

/**
 * Goes to the hub's home in this tab, which shows the start and leads back here. A page cannot
 * outlive its server: the hub takes back its token when the server stops.
 *
 * @param start - whether the server is to be started; otherwise it is on its way already
 */
export const leaveForStart = (
  link: Pick<IHubLink, 'server' | 'place'>,
  start: boolean,
  exit: Exit = browserExit(),
): void => {
  // The home page knows the way to the default server; named ones have a list there.
  if (link.server === '') {
    leaveWord(exit.storage, { path: exit.path, start, atMs: exit.nowMs });
    exit.assign(link.place.serviceUrl);
  } else {
    exit.assign(link.place.homeUrl);
  }
};
