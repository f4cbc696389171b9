import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { closeToOthers } from './private-files.js';

/** Where everything lies below PERIJOVE_DATA. */
export interface DataFolder {
  readonly root: string;
  readonly stateDb: string;
  readonly historyDb: string;
  readonly secrets: string;
  /** Labs, volumes and logs of the process engine. */
  readonly processes: string;
  /** Administrators' scripts that labs run at their start, where no lab can write. */
  readonly labScripts: string;
  /** Options of lab pages, as labs find them. */
  readonly labPageOptions: string;
  readonly defaultInternalUrl: string;
  /** What stays open to other accounts of this machine, in words for the log. */
  readonly problems: readonly string[];
}

/** A unix socket's path must fit into `sockaddr_un`; 100 leaves room on every system. */
const LONGEST_SOCKET_PATH = 100;

/** The same rule as on the hub's side: both must find the same socket without being told. */
const defaultSocket = (root: string): string => {
  const path = join(root, 'run', 'internal.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(tmpdir(), `perijove-${userInfo().uid}-${name}`, 'internal.sock');
};

/** Makes the folder, and closes it and what is ours in it to all other accounts. */
export const openDataFolder = (data: string): DataFolder => {
  const root = resolve(data);
  const folder = {
    root,
    stateDb: join(root, 'backend', 'state.db'),
    historyDb: join(root, 'backend', 'history.db'),
    secrets: join(root, 'secrets'),
    processes: join(root, 'engine'),
    labScripts: join(root, 'lab-scripts'),
    labPageOptions: join(root, 'lab-page-options'),
    defaultInternalUrl: `unix://${defaultSocket(root)}`,
  };
  for (const path of [root, folder.secrets, dirname(folder.stateDb), folder.labScripts]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
  return { ...folder, problems: closeToOthers(root) };
};
