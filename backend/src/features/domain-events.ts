import type {
  Announcement,
  AuditAction,
  AuditEvent,
  FullDisk,
  Preferences,
  SentView,
  Usage,
} from '@perijove/contracts';
import type { Bus } from '../lib/bus.js';
import type { Message, Unrendered } from '../lib/text.js';

/** Which server an event is about; the default server's name is empty. */
export interface ServerKey {
  readonly user: string;
  readonly server: string;
}

/** What features tell each other. An event says that something changed, not how to show it. */
export interface DomainEvents {
  /** Phase, progress, failure, address or session of a server changed. */
  'server.changed': ServerKey;
  /** A lab serves now. */
  'server.started': ServerKey & { readonly atMs: number };
  /** A lab ended, for whatever reason. */
  'server.stopped': ServerKey & { readonly atMs: number; readonly reason: Message | null };
  /** A process of a lab was ended because its memory was used up; the lab itself lives on. */
  'server.memory_full': ServerKey & {
    readonly atMs: number;
    readonly limitBytes: number | null;
  };
  /** The culler has stopped a server; `cause` is the rule that ended its session. */
  'server.culled': ServerKey & { readonly cause: string };
  /** An account has another name now; everything of it has moved. */
  'account.renamed': { readonly from: string; readonly to: string };
  /** JupyterHub deletes this account: its default server was deleted for ever. */
  'account.deleted': { readonly user: string };
  /** An account is gone, and what it left was put away. */
  'account.removed': { readonly user: string };
  /** Volumes, their sizes or generations changed. */
  'volumes.changed': { readonly user: string };
  /** The engine does not have this volume any more; `current`: its user found it empty. */
  'volume.lost': { readonly user: string; readonly volume: string; readonly current: boolean };
  /** These users have something new, or something less, among their notifications. */
  'notifications.changed': {
    readonly id: string;
    readonly change: 'created' | 'updated' | 'removed';
    readonly users: readonly string[];
  };
  /** The delivery report of a sent notification moved. */
  'sent.changed': { readonly sent: Unrendered<SentView>; readonly senderKind: 'user' | 'service' };
  /** A page of that user connected or left; true when at least one is open. */
  'presence.changed': { readonly user: string; readonly present: boolean };
  /**
   * A lab page with our extensions opened or closed; the lab's, the user who looks. `quiet`: its lab
   * does not count what the page asks for.
   */
  'lab.opened': ServerKey & { readonly quiet: boolean };
  'lab.closed': ServerKey & { readonly quiet: boolean };
  /** A user interacted with such a page. */
  'lab.used': ServerKey;
  /** CPU and memory of all running labs were read. */
  'usage.sampled': {
    readonly atMs: number;
    readonly usage: readonly (ServerKey & { readonly usage: Usage })[];
  };
  /** The user list changed: users, sign-up requests or rights. */
  'accounts.changed': object;
  /** The rights of this user changed: cached token information is no longer valid. */
  'access.changed': { readonly user: string };
  /** Members, limits or necessary restarts of a group changed, or it came or went. */
  'group.changed': { readonly group: string };
  /** All users were read from the hub. */
  'users.refreshed': { readonly atMs: number };
  /** Preferences of a user changed. */
  'preferences.changed': { readonly user: string; readonly preferences: Preferences };
  /** An announcement went up or came down. */
  'announcement.changed': { readonly announcement: Announcement | null };
  /** A disk is full now, or none is any more. */
  'disks.changed': { readonly fullDisks: readonly FullDisk[] };
  /** An entry was added to the audit log. */
  'audit.recorded': { readonly event: Unrendered<AuditEvent> };
}

export type DomainBus = Bus<DomainEvents>;

/** One entry of the audit log. */
export interface AuditEntry {
  readonly actor: string;
  /** Left out: as the request that is being served says, or the platform itself. */
  readonly actorKind?: AuditEvent['actorKind'];
  /** From where; left out: as the request that is being served says. */
  readonly address?: string | null;
  /** When it happened, if that was before now. */
  readonly atMs?: number;
  readonly action: AuditAction;
  readonly subject: string;
  readonly result: 'ok' | 'failed' | 'refused';
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes an entry to the audit log. Never throws. */
export interface AuditLog {
  record(entry: AuditEntry): void;
}
