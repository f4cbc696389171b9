/** Words of the account page. */
export const strings = {
  title: 'Your account',
  lead: (name: string) => `Signed in as ${name}`,
  popUps: {
    title: 'What may pop up',
    lead: 'Nothing is lost: what does not pop up still stands among your notifications. Errors always pop up.',
    important: 'Only warnings and errors',
    quiet: 'Quiet hours, in which nothing else pops up',
    from: 'From',
    until: 'Until',
    save: 'Save',
    saved: 'Saved. Every open page of yours knows.',
  },
  access: {
    title: 'Ways in',
    lead: 'JupyterHub keeps your password and your tokens.',
    password: 'Change password',
    tokens: 'Tokens and sessions',
    signOut: 'Sign out here',
    groups: 'Your groups',
    noGroups: 'You are in no group.',
  },
} as const;
