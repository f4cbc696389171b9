import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import type { Audit, DomainBus } from '../domain-events.js';
import type { PersonalRecords } from '../personal-records.js';
import { createResolveAudience } from './audience.js';
import { createInboxRepo } from './inbox-repo.js';
import { createInbox, type Inbox } from './inbox.js';
import { createJanitor } from './purge-worker.js';
import { tellOfMemory } from './memory-notice.js';
import { createSendNotice } from './platform-notice.js';
import { tellOfLostVolume } from './volume-notice.js';
import { createOutbox, type Outbox } from './outbox.js';
import { createFindRecipients, type FindRecipients } from './recipients.js';
import { presentSent } from './present.js';
import { createNotificationRecords } from './records.js';
import { createSentRepo } from './repo.js';
import { createSentChanges } from './sent-changes.js';

/** Messages to people: written down first, then announced. */
export interface NotificationsService {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly records: PersonalRecords;
  readonly findRecipients: FindRecipients;
  start(): void;
  stop(): Promise<void>;
}

const REPORT_EVERY_MS = 200;

/** @param runningUsers - people whose server runs now */
export const createNotificationsService = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly bus: DomainBus;
  readonly audit: Audit;
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
      deps.bus.emit('sent.changed', { sent: presentSent(row), senderKind: row.sender_kind });
    },
  });
  const janitor = createJanitor({ ...deps, repo });
  const inbox = createInbox({ ...deps, repo: inboxRepo, sentChanges });
  const send = createSendNotice({ ...deps, repo });
  const administrators = (): readonly string[] =>
    deps.directory.all().flatMap(({ name, admin }) => (admin ? [name] : []));
  const unsubscribe = [
    tellOfMemory(deps.bus, send),
    tellOfLostVolume(deps.bus, send, administrators),
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
    start: () => janitor.start(),
    stop: async () => {
      unsubscribe.forEach(end => end());
      inbox.flush();
      sentChanges.stop();
      await janitor.stop();
    },
  };
};
