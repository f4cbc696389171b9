/** Texts of lengths of time, and the language of all pages. */
export const strings = {
  /** As HTML and Intl name it. */
  language: 'en-GB',
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
  /** Two units, the larger first, such as `3 h 24 min`. */
  together: (larger: string, smaller: string) => `${larger} ${smaller}`,
  wholeDays: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  ago: (length: string) => `${length} ago`,
  justNow: 'just now',
  until: (length: string) => `in ${length}`,
  inAMoment: 'in a moment',
  noScript: 'These pages need JavaScript. Enable it and reload the page.',
} as const;
