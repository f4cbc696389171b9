import type { AuditEvent } from '@perijove/contracts';

/** Which events are shown; what is empty does not matter. Times as a field for them has it. */
export interface AuditLogSearch {
  readonly search: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly result: AuditEvent['result'] | '';
  readonly from: string;
  readonly until: string;
}

const names = ['search', 'actor', 'action', 'subject', 'result', 'from', 'until'] as const;
const results: readonly AuditLogSearch['result'][] = ['ok', 'failed', 'refused'];

/** Reads the search out of an address; what makes no sense is left out. */
export const searchOf = (params: URLSearchParams): AuditLogSearch => {
  const text = (name: string, most: number): string => (params.get(name) ?? '').slice(0, most);
  const when = (name: string): string =>
    Number.isNaN(Date.parse(text(name, 30))) ? '' : text(name, 30);
  return {
    search: text('search', 200),
    actor: text('actor', 255),
    action: text('action', 100),
    subject: text('subject', 255),
    result: results.find(result => result === params.get('result')) ?? '',
    from: when('from'),
    until: when('until'),
  };
};

/** Writes the search into an address; what is empty is left out. */
export const paramsOf = (search: AuditLogSearch): URLSearchParams =>
  new URLSearchParams(
    names.filter(name => search[name] !== '').map(name => [name, search[name]] as [string, string]),
  );

/** What goes over the wire: instants instead of this browser's own time. */
export const queryOf = (search: AuditLogSearch): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names
      .filter(name => search[name] !== '')
      .map(name => [
        name,
        name === 'from' || name === 'until' ? new Date(search[name]).toISOString() : search[name],
      ]),
  );

/** Where everything that matches is to be had as a file. `basePath` ends with a slash. */
export const exportPath = (basePath: string, search: AuditLogSearch): string =>
  `${basePath}api/v1/audit.csv?${new URLSearchParams(queryOf(search)).toString()}`;
