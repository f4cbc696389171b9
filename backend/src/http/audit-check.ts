import type { AuditAction, EndpointName, RouteSpec } from '@perijove/contracts';

/** Routes that can succeed without a change: a visit to one's own server, entries that are gone. */
const withoutChange: ReadonlySet<EndpointName> = new Set([
  'visitServer',
  'renameUser',
  'putGroup',
  'putMembers',
  'recallNotification',
  'restoreFromTrash',
  'purgeTrash',
]);

/**
 * Compares what a successful call recorded with what the route table declares. Throws when an action
 * is not declared, or when none of the declared actions was recorded.
 */
export const checkAudit = (
  name: EndpointName,
  { audit: declared = [] }: RouteSpec,
  recorded: ReadonlySet<AuditAction>,
): void => {
  const undeclared = [...recorded].filter(action => !declared.includes(action));
  if (undeclared.length > 0) {
    throw new Error(`${name} recorded ${undeclared.join(', ')}, which the route does not declare`);
  }
  if (declared.length > 0 && recorded.size === 0 && !withoutChange.has(name)) {
    throw new Error(`${name} recorded none of ${declared.join(', ')}`);
  }
};
