import { Token } from '@lumino/coreutils';
import type { Widget } from '@lumino/widgets';

/** The session item in the status bar. Popups are anchored to it. */
export interface ISessionStatus {
  readonly anchor: Widget;
  /** Whether there is a status to show. */
  readonly active: boolean;
  /** Shows the item even if its setting hides it. */
  reveal(on: boolean): void;
}

/** The session item in the status bar; null when the page is not on a hub. */
export const ISessionStatus = new Token<ISessionStatus | null>(
  '@perijove/lab-session:ISessionStatus',
  'The session item in the status bar.',
);

/** Opens the session popup, from which the session can be extended. */
export const SHOW_SESSION = 'perijove:show-session';

/** Extends the session by `hours`, 1 by default. */
export const EXTEND_SESSION = 'perijove:extend-session';

/** Restarts the server after a confirmation. */
export const RESTART_SERVER = 'perijove:restart-server';

/** Opens the hub's home page in a new tab. */
export const OPEN_HUB_HOME = 'perijove:open-hub-home';
