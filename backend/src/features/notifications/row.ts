/** A sent message as it lies in the database. Times are epoch milliseconds. */
export interface NotificationRow {
  readonly seq: number;
  readonly id: string;
  readonly sender: string;
  readonly sender_kind: 'user' | 'service';
  readonly title: string | null;
  readonly message: string;
  readonly variant: string;
  readonly auto_close_ms: number | null;
  /** JSON of `NotificationAction[]`. */
  readonly actions: string;
  /** JSON of `Audience`. */
  readonly audience: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly recalled_at: number | null;
  readonly removed_at: number | null;
  readonly recipients: number;
  readonly delivered: number;
  readonly seen: number;
  readonly dismissed: number;
}

/** How far a message came on its way to one user. */
export interface DeliveryRow {
  readonly notification_id: string;
  readonly user: string;
  readonly state: string;
  readonly cursor: number;
  readonly removed: 0 | 1;
  readonly delivered_at: number | null;
  readonly seen_at: number | null;
  readonly dismissed_at: number | null;
}

/** A message together with its state for one user. */
export type InboxRow = NotificationRow & Pick<DeliveryRow, 'user' | 'state' | 'cursor' | 'removed'>;
