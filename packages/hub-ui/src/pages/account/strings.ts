import { strings as format } from '../../format/strings';

const and = new Intl.ListFormat(format.language, { type: 'conjunction', style: 'long' });

/** Texts of the account page. */
export const strings = {
  title: 'Your account',
  lead: (name: string) => `Signed in as ${name}`,
  toasts: {
    title: 'Pop-up notifications',
    lead: 'Notifications that do not pop up stay in your inbox. Errors always pop up.',
    important: 'Warnings and errors only',
    quiet: 'Quiet hours (only errors pop up)',
    from: 'From',
    until: 'Until',
    save: 'Save',
    saved: 'Saved. The change applies to all your open pages.',
  },
  loginSessions: {
    title: 'Login sessions',
    lead: 'If you do not recognize a browser, sign it out and change your password.',
    here: 'This browser',
    elsewhere: 'Another browser',
    uses: {
      pages: () => 'these pages',
      lab: (name: string) => (name === '' ? 'your server' : `your server ${name}`),
      shared: (name: string) => `the server of ${name}`,
      service: (name: string) => `the service ${name}`,
    },
    list: (uses: readonly string[]) => and.format(uses),
    since: (when: string) => `since ${when}`,
    lastUsed: (ago: string) => `last used ${ago}`,
    end: 'Sign out',
    endLabel: (uses: string) => `Sign out the browser with ${uses}`,
    ended: 'Browser signed out. JupyterLab pages open in it close within five minutes.',
    endAll: 'Sign out everywhere',
    confirm: {
      title: 'Sign out everywhere?',
      what: 'All browsers, including this one, must sign in again. JupyterLab pages open in other browsers close within five minutes.',
      kept: 'Servers keep running, and the tokens that you created stay valid.',
    },
  },
  access: {
    title: 'Access',
    lead: 'JupyterHub manages your password and your tokens.',
    password: 'Change password',
    tokens: 'Tokens',
    signOut: 'Sign out',
    groups: 'Your groups',
    noGroups: 'You are not in any group.',
  },
} as const;
