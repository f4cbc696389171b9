import { Token } from '@lumino/coreutils';
import type { Widget } from '@lumino/widgets';

/** The item in the status bar, for what wants to appear above it. */
export interface ISessionStatus {
  readonly anchor: Widget;
  /** Whether there is anything to say. */
  readonly active: boolean;
  /** Shows the item even when its setting hides it. */
  reveal(on: boolean): void;
}

/** The session's item in the status bar; null when the page is not on a hub. */
export const ISessionStatus = new Token<ISessionStatus | null>(
  '@perijove/lab-session:ISessionStatus',
  "The session's item in the status bar.",
);

/** Opens what is known about the session; keeps the server alive longer from there. */
export const SHOW_SESSION = 'perijove:show-session';

/** Extends the session; `hours` says by how much, one by default. */
export const EXTEND_SESSION = 'perijove:extend-session';

/** Restarts the server after asking. */
export const RESTART_SERVER = 'perijove:restart-server';

/** Opens the hub's home page in a new tab. */
export const OPEN_HUB_HOME = 'perijove:open-hub-home';
