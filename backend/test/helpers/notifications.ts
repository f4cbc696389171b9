import { openDb } from '../../src/db/open.js';
import type { Principal } from '../../src/auth/principal.js';
import { Directory } from '../../src/jupyterhub/directory.js';
import { createFakeHub } from '../fakes/hub.js';
import { Bus } from '../../src/lib/bus.js';
import { createFakeClock } from '../fakes/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import type { AuditEntry, DomainEvents } from '../../src/features/domain-events.js';
import { NotificationsService } from '../../src/features/notifications/service.js';

/** A caller with the scopes given. */
export const principal = (name: string, rights: Partial<Principal> = {}): Principal => ({
  name,
  kind: 'user',
  admin: false,
  hubAdmin: false,
  groups: [],
  scopes: new Set(),
  tokenId: null,
  via: 'bearer',
  ...rights,
});

/** The service over a real database, with users of a fake hub. */
export const setUp = async (users: Readonly<Record<string, readonly string[]>>) => {
  const clock = createFakeClock();
  const log = silentLogger();
  const hub = createFakeHub();
  for (const [name, groups] of Object.entries(users)) hub.addUser(name, { groups });
  const directory = new Directory({
    hub,
    clock,
    log,
    intervalMs: 1000,
    onRefreshed: () => undefined,
  });
  await directory.refresh();
  const bus = new Bus<DomainEvents>(log);
  const heard = {
    changed: [] as DomainEvents['notifications.changed'][],
    sent: [] as DomainEvents['sent.changed'][],
  };
  bus.on('notifications.changed', event => heard.changed.push(event));
  bus.on('sent.changed', event => heard.sent.push(event));
  const audited: AuditEntry[] = [];
  const running: string[] = [];
  const service = new NotificationsService({
    clock,
    log,
    db: openDb(':memory:', 'state'),
    hub,
    directory,
    bus,
    audit: { record: entry => void audited.push(entry) },
    config: { PERIJOVE_NOTIFICATION_MAX_LENGTH: 140 },
    runningUsers: () => running,
  });
  return { clock, bus, hub, directory, heard, audited, running, service };
};
