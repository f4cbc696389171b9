import { strings as format } from '../../format/strings';

const and = new Intl.ListFormat(format.language, { type: 'conjunction', style: 'long' });

/** Texts of the account page. */
export const strings = {
  title: 'Your account',
  lead: (name: string) => `Signed in as ${name}`,
  toasts: {
    title: 'What may pop up',
    lead: 'Nothing is lost: what does not pop up still stands among your notifications. Errors always pop up.',
    important: 'Only warnings and errors',
    quiet: 'Quiet hours, in which nothing else pops up',
    from: 'From',
    until: 'Until',
    save: 'Save',
    saved: 'Saved. Every open page of yours knows.',
  },
  loginSessions: {
    title: 'Where you are signed in',
    lead: 'A browser that you do not know? Sign it out, then change your password.',
    here: 'This browser',
    elsewhere: 'Another browser',
    uses: {
      pages: () => 'these pages',
      lab: (name: string) => (name === '' ? 'your lab' : `your lab ${name}`),
      shared: (name: string) => `the lab of ${name}`,
      service: (name: string) => `the service ${name}`,
    },
    list: (uses: readonly string[]) => and.format(uses),
    since: (when: string) => `since ${when}`,
    lastUsed: (ago: string) => `last used ${ago}`,
    end: 'Sign out',
    endLabel: (uses: string) => `Sign out the browser with ${uses}`,
    ended: 'Signed out there. A lab page that is open there closes within five minutes.',
    endAll: 'Sign out everywhere',
    confirm: {
      title: 'Sign out everywhere?',
      what: 'Every browser, this one as well, asks for your password again. A lab page that is open elsewhere closes within five minutes.',
      kept: 'Labs go on running, and tokens that you made for programs stay.',
    },
  },
  access: {
    title: 'Ways in',
    lead: 'JupyterHub keeps your password and your tokens.',
    password: 'Change password',
    tokens: 'Tokens',
    signOut: 'Sign out here',
    groups: 'Your groups',
    noGroups: 'You are in no group.',
  },
} as const;
