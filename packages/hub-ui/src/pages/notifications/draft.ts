import type {
  Audience,
  NotificationAction,
  NotificationVariant,
  NotifyOptions,
  SendRequest,
  SentView,
} from '@perijove/contracts';

/** A message while it is written. */
export interface Draft {
  readonly title: string;
  readonly message: string;
  readonly variant: NotificationVariant;
  /** null stays until dismissed. */
  readonly autoCloseMs: number | null;
  /** null never expires. */
  readonly expiresAfterMs: number | null;
  /** The buttons below the message, besides its ×. */
  readonly actions: readonly NotificationAction[];
  readonly to: Audience['to'];
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** What keeps a draft from being sent. */
export type MissingField = 'message' | 'tooLong' | 'link' | 'users' | 'groups';

/** An empty draft for what this sender may do. */
export const emptyDraft = (options: Pick<NotifyOptions, 'mayAll'>): Draft => ({
  title: '',
  message: '',
  variant: 'info',
  autoCloseMs: null,
  expiresAfterMs: null,
  actions: [],
  to: options.mayAll ? 'all' : 'groups',
  users: [],
  groups: [],
});

/** An empty draft to one user, as a link from elsewhere asks for; to the usual ones without. */
export const draftTo = (name: string | null, options: Pick<NotifyOptions, 'mayAll'>): Draft => ({
  ...emptyDraft(options),
  ...(name === null || !options.mayAll ? {} : { to: 'users', users: [name] }),
});

/** A draft that says again what was sent before. */
export const draftOf = (sent: SentView, options: Pick<NotifyOptions, 'mayAll'>): Draft => {
  const { audience } = sent;
  const draft = {
    ...emptyDraft(options),
    title: sent.title ?? '',
    message: sent.message,
    variant: sent.variant,
    autoCloseMs: sent.autoCloseMs,
    actions: sent.actions,
  };
  // Someone who may write to groups only keeps the words but chooses the audience again.
  if (!options.mayAll && audience.to !== 'groups') return draft;
  return {
    ...draft,
    to: audience.to,
    users: audience.to === 'users' ? audience.users : [],
    groups: audience.to === 'groups' ? audience.groups : [],
  };
};

/** Characters as the one who types counts them: a surrogate pair is one. */
export const lengthOf = (message: string): number => Array.from(message.trim()).length;

/** Whether an address leads to a web page, which is all that a button may open. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url);

/** The first thing that is missing; null when the draft can be sent. */
export const missingFieldOf = (draft: Draft, maxLength: number): MissingField | null => {
  const length = lengthOf(draft.message);
  if (length === 0) return 'message';
  if (length > maxLength) return 'tooLong';
  const half = draft.actions.some(
    action => action.kind === 'link' && (action.label.trim() === '' || !isWebAddress(action.url)),
  );
  if (half) return 'link';
  if (draft.to === 'users' && draft.users.length === 0) return 'users';
  if (draft.to === 'groups' && draft.groups.length === 0) return 'groups';
  return null;
};

const audienceOf = (draft: Draft): Audience => {
  switch (draft.to) {
    case 'users':
      return { to: 'users', users: [...draft.users] };
    case 'groups':
      return { to: 'groups', groups: [...draft.groups] };
    case 'all':
    case 'active':
      return { to: draft.to };
  }
};

/** What goes over the wire. `nowMs` is the server's time in epoch milliseconds. */
export const requestOf = (draft: Draft, nowMs: number): SendRequest => {
  const title = draft.title.trim();
  return {
    message: draft.message.trim(),
    variant: draft.variant,
    autoCloseMs: draft.autoCloseMs,
    audience: audienceOf(draft),
    ...(title === '' ? {} : { title }),
    ...(draft.actions.length === 0 ? {} : { actions: [...draft.actions] }),
    ...(draft.expiresAfterMs === null
      ? {}
      : { expiresAt: new Date(nowMs + draft.expiresAfterMs).toISOString() }),
  };
};
