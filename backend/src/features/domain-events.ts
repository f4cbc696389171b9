import type {
  Announcement,
  AuditEvent,
  FullDisk,
  Preferences,
  SentView,
  Usage,
} from '@perijove/contracts';
import type { Bus } from '../lib/bus.js';

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
  'server.stopped': ServerKey & { readonly atMs: number; readonly reason: string | null };
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
  /** These people have something new, or something less, among their notifications. */
  'notifications.changed': {
    readonly id: string;
    readonly change: 'created' | 'updated' | 'removed';
    readonly users: readonly string[];
  };
  /** The delivery report of a sent notification moved. */
  'sent.changed': { readonly sent: SentView; readonly senderKind: 'user' | 'service' };
  /** A page of that person connected or left; true when at least one is open. */
  'presence.changed': { readonly user: string; readonly present: boolean };
  /**
   * A lab page with our extensions opened or closed; the lab's, whoever looks. `quiet`: its lab
   * does not count what the page asks for.
   */
  'lab.opened': ServerKey & { readonly quiet: boolean };
  'lab.closed': ServerKey & { readonly quiet: boolean };
  /** Somebody touched such a page. */
  'lab.used': ServerKey;
  /** CPU and memory of all running labs were read. */
  'usage.sampled': {
    readonly atMs: number;
    readonly usage: readonly (ServerKey & { readonly usage: Usage })[];
  };
  /** People came, went, ask for an account or have other rights; look at the list again. */
  'accounts.changed': object;
  /** What this person may do has changed: nothing remembered about their tokens holds. */
  'rights.changed': { readonly user: string };
  /** Members, limits or necessary restarts of a group changed, or it came or went. */
  'group.changed': { readonly group: string };
  /** The hub was asked for everybody; compare with what was known before. */
  'users.refreshed': { readonly atMs: number };
  /** Somebody wishes for something else. */
  'preferences.changed': { readonly user: string; readonly preferences: Preferences };
  /** An announcement went up or came down. */
  'announcement.changed': { readonly announcement: Announcement | null };
  /** A disk is full now, or none is any more. */
  'disks.changed': { readonly fullDisks: readonly FullDisk[] };
  /** A line was added to the audit trail. */
  'audit.recorded': { readonly event: AuditEvent };
}

export type DomainBus = Bus<DomainEvents>;

/** One line for the audit trail. */
export interface AuditEntry {
  readonly actor: string;
  /** Left out: as the request that is being served says, or the platform itself. */
  readonly actorKind?: AuditEvent['actorKind'];
  /** From where; left out: as the request that is being served says. */
  readonly address?: string | null;
  /** When it happened, if that was before now. */
  readonly atMs?: number;
  readonly action: string;
  readonly subject: string;
  readonly result: 'ok' | 'failed' | 'refused';
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes to the audit trail; never throws at the one who acts. */
export interface AuditLog {
  record(entry: AuditEntry): void;
}
