import type { Usage } from '@perijove/contracts';
import type { GroupDirectory } from '../../jupyterhub/group-directory.js';
import type { FeatureDeps } from '../deps.js';
import type { GpuService } from '../gpu/service.js';
import type { SessionService } from '../sessions/service.js';
import type { VolumeService } from '../volumes/service.js';
import type { Lifecycle } from './lifecycle.js';
import type { ServerRepo } from './repo.js';
import type { Probe } from './start/probe.js';
import type { LabSettings } from './start/spec.js';
import type { StartQueue } from './start/start-queue.js';
import type { LabFiles } from './start/start-server.js';
import type { ServerStore } from './store.js';

/** What the parts of this feature can use; each takes its `Pick` of it. */
export interface ServerDeps extends Omit<FeatureDeps, 'groups' | 'hubAccounts'> {
  readonly groups: Pick<GroupDirectory, 'get' | 'refreshedAtMs'>;
  readonly sessions: SessionService;
  readonly volumes: VolumeService;
  /** Whether labs get a GPU now. */
  readonly gpu: Pick<GpuService, 'state' | 'refused'>;
  readonly repo: ServerRepo;
  readonly store: ServerStore;
  readonly lifecycle: Lifecycle;
  readonly queue: StartQueue;
  readonly probe: Probe;
}

/** What this feature needs from outside. */
export interface ServerServiceDeps extends Omit<
  ServerDeps,
  'repo' | 'store' | 'lifecycle' | 'queue' | 'probe'
> {
  /** Whether the account is being renamed or deleted: none of its servers may start. */
  readonly isChanging?: (user: string) => boolean;
  /** Called before a start, with the creation time of the account at the hub. */
  readonly meet?: (user: string, created: string | null) => void;
  readonly usageOf: (user: string, server: string) => Usage | null;
  /** Addresses of the lab's icons that a browser can load. */
  readonly labIcons: () => LabSettings['icons'];
  /** Flags of services in labs beside those in the table of settings. */
  readonly serviceFlags?: LabSettings['services'];
  /** How labs reach Perijove, such as `/services/perijove/`. */
  readonly perijoveUrl: string;
  readonly labFiles: LabFiles;
  readonly probe?: Probe;
}
