/** A server as the audit log and log lines name it: `alice`, or `alice/gpu` for a named server. */
export const subjectOf = (user: string, server: string): string =>
  server === '' ? user : `${user}/${server}`;

/** A server as a key of maps and queues. User names have no slash, so this is unambiguous. */
export const keyOf = (user: string, server: string): string => `${user}/${server}`;
