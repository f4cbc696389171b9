import type { Config } from '../../config/config.js';
import type { UserRecords } from '../user-records.js';
import { createResolveAudience } from './audience.js';
import { InboxRepo } from './inbox-repo.js';
import { Inbox } from './inbox.js';
import { createPurgeWorker } from './purge-worker.js';
import { notifyMemoryFull } from './memory-notice.js';
import { createSendNotice } from './platform-notice.js';
import { notifyLostVolume } from './volume-notice.js';
import { Outbox } from './outbox.js';
import { createFindRecipients, type FindRecipients } from './recipients.js';
import { toSentView } from './view.js';
import { createNotificationRecords } from './records.js';
import { SentRepo } from './repo.js';
import { SentChanges } from './sent-changes.js';
import type { Deps } from '../deps.js';

const REPORT_EVERY_MS = 200;

/**
 * Notifications to users: stored first, then published.
 *
 * @param runningUsers - users whose server runs now
 */
export class NotificationsService {
  private readonly repo = new SentRepo(this.deps.db);
  private readonly inboxRepo = new InboxRepo(this.deps.db);
  private readonly sentChanges = new SentChanges({
    clock: this.deps.clock,
    everyMs: REPORT_EVERY_MS,
    announce: id => {
      const row = this.repo.find(id);
      if (row === null) return;
      this.deps.bus.emit('sent.changed', { sent: toSentView(row), senderKind: row.sender_kind });
    },
  });
  private readonly purgeWorker = createPurgeWorker({ ...this.deps, repo: this.repo });
  readonly inbox: Inbox = new Inbox({
    ...this.deps,
    repo: this.inboxRepo,
    sentChanges: this.sentChanges,
  });
  private readonly send = createSendNotice({ ...this.deps, repo: this.repo });
  private readonly unsubscribe = [
    notifyMemoryFull(this.deps.bus, this.send),
    notifyLostVolume(this.deps.bus, this.send, () => this.administrators()),
  ];
  readonly outbox: Outbox = new Outbox({
    ...this.deps,
    repo: this.repo,
    inbox: this.inboxRepo,
    resolve: createResolveAudience(this.deps),
  });
  readonly records: UserRecords = createNotificationRecords(this.deps.db);
  readonly findRecipients: FindRecipients = createFindRecipients(this.deps);

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'db' | 'hub' | 'directory' | 'bus' | 'audit'> & {
      readonly config: Pick<Config, 'PERIJOVE_NOTIFICATION_MAX_LENGTH'>;
      readonly runningUsers: () => readonly string[];
    },
  ) {}

  start(): void {
    this.purgeWorker.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe.forEach(end => end());
    this.inbox.flush();
    this.sentChanges.stop();
    await this.purgeWorker.stop();
  }

  private administrators(): readonly string[] {
    return this.deps.directory.all().flatMap(({ name, admin }) => (admin ? [name] : []));
  }
}
