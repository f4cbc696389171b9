import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import type { AuditLog, DomainBus } from '../domain-events.js';
import type { UserRecords } from '../user-records.js';
import { createResolveAudience } from './audience.js';
import { createInboxRepo } from './inbox-repo.js';
import { createInbox, type Inbox } from './inbox.js';
import { createPurgeWorker } from './purge-worker.js';
import { notifyMemoryFull } from './memory-notice.js';
import { createSendNotice } from './platform-notice.js';
import { notifyLostVolume } from './volume-notice.js';
import { createOutbox, type Outbox } from './outbox.js';
import { createFindRecipients, type FindRecipients } from './recipients.js';
import { toSentView } from './view.js';
import { createNotificationRecords } from './records.js';
import { createSentRepo } from './repo.js';
import { createSentChanges } from './sent-changes.js';

/** Notifications to users: stored first, then published. */
export interface NotificationsService {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly records: UserRecords;
  readonly findRecipients: FindRecipients;
  start(): void;
  stop(): Promise<void>;
}

const REPORT_EVERY_MS = 200;

/** @param runningUsers - users whose server runs now */
export const createNotificationsService = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly config: Pick<Config, 'PERIJOVE_NOTIFICATION_MAX_LENGTH'>;
  readonly runningUsers: () => readonly string[];
}): NotificationsService => {
  const repo = createSentRepo(deps.db);
  const inboxRepo = createInboxRepo(deps.db);
  const sentChanges = createSentChanges({
    clock: deps.clock,
    everyMs: REPORT_EVERY_MS,
    announce: id => {
      const row = repo.find(id);
      if (row === null) return;
      deps.bus.emit('sent.changed', { sent: toSentView(row), senderKind: row.sender_kind });
    },
  });
  const purgeWorker = createPurgeWorker({ ...deps, repo });
  const inbox = createInbox({ ...deps, repo: inboxRepo, sentChanges });
  const send = createSendNotice({ ...deps, repo });
  const administrators = (): readonly string[] =>
    deps.directory.all().flatMap(({ name, admin }) => (admin ? [name] : []));
  const unsubscribe = [
    notifyMemoryFull(deps.bus, send),
    notifyLostVolume(deps.bus, send, administrators),
  ];
  return {
    inbox,
    outbox: createOutbox({
      ...deps,
      repo,
      inbox: inboxRepo,
      resolve: createResolveAudience(deps),
    }),
    records: createNotificationRecords(deps.db),
    findRecipients: createFindRecipients(deps),
    start: () => purgeWorker.start(),
    stop: async () => {
      unsubscribe.forEach(end => end());
      inbox.flush();
      sentChanges.stop();
      await purgeWorker.stop();
    },
  };
};
