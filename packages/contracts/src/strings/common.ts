/** What several parts of the server say. */
export const common = {
  /** As HTML and Intl name it. */
  language: 'en-GB',
  noUser: (user: string) => `There is no user ${user}.`,
  noGroup: (group: string) => `There is no group ${group}.`,
  noServer: (server: string) => `There is no server ${server}.`,
  noVolume: (volume: string) => `There is no volume ${volume}.`,
  signIn: 'Please sign in.',
  forbidden: 'You may not do this.',
  otherOrder: 'This page belongs to a list in another order.',
  hubDoesNotAnswer: 'JupyterHub does not answer.',
  hubDoesNotAnswerLook: 'JupyterHub does not answer. Look again before you repeat it.',
  restarting: 'Perijove is restarting.',
  /** To whom something was done, in the audit trail. */
  everybody: 'everybody',
} as const;
