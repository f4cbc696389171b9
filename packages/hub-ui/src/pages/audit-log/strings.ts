/** Texts of the events page. */
export const strings = {
  title: 'Events',
  lead: (days: number) =>
    days === 0
      ? 'Who did what, to whom, from where, and how it ended. Lines are kept for ever.'
      : `Who did what, to whom, from where, and how it ended. Lines are kept for ${days} days.`,
  columns: {
    at: 'When',
    actor: 'Who',
    action: 'What',
    subject: 'To whom',
    result: 'Result',
    address: 'From',
  },
  search: 'Search names, actions, addresses',
  anyAction: 'Every action',
  action: 'Action',
  anyResult: 'Every result',
  resultFilter: 'Result',
  result: { ok: 'Done', failed: 'Failed', refused: 'Refused' },
  actor: 'Who did it',
  subject: 'To whom',
  from: 'From',
  until: 'Until',
  clear: 'Clear',
  export: 'Export CSV',
  more: 'Show earlier events',
  shown: (count: number, total: number) =>
    total > 10_000 ? `${count} of more than 10,000 events` : `${count} of ${total} events`,
  kind: { user: '', service: 'service', platform: 'platform' },
  andMore: (named: string, more: number) => `${named} and ${more} more`,
  nothing: 'none',
  nowhere: '–',
  none: {
    title: 'No events here',
    text: 'Nothing matches. Take a filter away to see more.',
  },
} as const;
