/** Texts of the events page. */
export const strings = {
  title: 'Audit log',
  lead: (days: number) =>
    days === 0
      ? 'Actions of users, services and the platform. Events are kept forever.'
      : `Actions of users, services and the platform. Events are kept for ${days} days.`,
  columns: {
    at: 'Time',
    actor: 'Actor',
    action: 'Action',
    subject: 'Subject',
    result: 'Result',
    address: 'Address',
  },
  search: 'Search names, actions, addresses',
  anyAction: 'All actions',
  action: 'Action',
  anyResult: 'All results',
  resultFilter: 'Result',
  result: { ok: 'Succeeded', failed: 'Failed', refused: 'Denied' },
  actor: 'Actor',
  subject: 'Subject',
  from: 'From',
  until: 'Until',
  clear: 'Clear filters',
  export: 'Export CSV',
  more: 'Show earlier events',
  shown: (count: number, total: number) =>
    total > 10_000 ? `${count} of more than 10,000 events` : `${count} of ${total} events`,
  kind: { user: '', service: 'service', platform: 'platform' },
  andMore: (named: string, more: number) => `${named} and ${more} more`,
  nothing: 'none',
  nowhere: '–',
  none: {
    title: 'No events found',
    text: 'Change or clear the filters to see more.',
  },
} as const;
