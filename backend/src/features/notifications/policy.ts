import type { Audience, DeliveryState } from '@perijove/contracts';
import { isPlainText } from '@perijove/contracts/plain-text';
import { text, type Text } from '../../lib/text.js';
import { NOTIFY_SCOPE, type Principal } from '../../auth/principal.js';
import { parseFilter } from '../../auth/scopes.js';

/** To whom a user may send: to all users, or only to the members of some groups. */
export type SendTargets =
  { readonly all: true } | { readonly all: false; readonly groups: readonly string[] };

/** Where a token's scopes let it send. Without any such scope: to no groups. */
export const sendTargetsOf = (caller: Pick<Principal, 'admin' | 'scopes'>): SendTargets => {
  const { all, groups } = parseFilter(caller.scopes, [NOTIFY_SCOPE]);
  return caller.admin || all ? { all: true } : { all: false, groups: [...groups].sort() };
};

/** Whether the whole audience is within these targets. */
export const canSendTo = (filter: SendTargets, audience: Audience): boolean =>
  filter.all ||
  (audience.to === 'groups' && audience.groups.every(group => filter.groups.includes(group)));

/** Reports and recalls are for administrators and for the one who sent it. */
export const canManage = (
  caller: Pick<Principal, 'admin' | 'name' | 'kind'>,
  sent: { readonly sender: string; readonly sender_kind: string },
): boolean =>
  // A service and a user can have the same name.
  caller.admin || (caller.name === sent.sender && caller.kind === sent.sender_kind);

const order: readonly DeliveryState[] = ['pending', 'delivered', 'seen', 'dismissed'];

/** Whether `next` lies ahead of `current`: a delivery never goes back. */
export const isAhead = (current: DeliveryState, next: DeliveryState): boolean =>
  order.indexOf(next) > order.indexOf(current);

/** What is wrong with a text that a user wants to send, in words; null when nothing is. */
export const textProblem = (written: string, maxLength: number): Text | null => {
  // Surrogate pairs are one character to the one who types.
  const length = Array.from(written).length;
  if (length > maxLength) return text('notifications.tooLong', { length, most: maxLength });
  if (!isPlainText(written)) return text('notifications.cannotBeShown');
  return null;
};
