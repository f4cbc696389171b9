import type { Config } from '../config/config.js';
import type { Db } from '../db/open.js';
import type { Engine } from '../engine/port.js';
import type { HubAccounts } from '../jupyterhub/accounts-port.js';
import type { Directory } from '../jupyterhub/directory.js';
import type { GroupDirectory } from '../jupyterhub/group-directory.js';
import type { Hub } from '../jupyterhub/port.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { AuditLog, DomainBus } from './domain-events.js';

/** What every feature can use. */
export interface FeatureDeps {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** `state`, except in features that write to `history`. */
  readonly db: Db;
  readonly engine: Engine;
  readonly hub: Hub;
  readonly hubAccounts: HubAccounts;
  readonly directory: Directory;
  readonly groups: GroupDirectory;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly deploymentId: string;
}

/** The part of it that one class uses: `Deps<'clock' | 'db'>`. */
export type Deps<Name extends keyof FeatureDeps> = Pick<FeatureDeps, Name>;
