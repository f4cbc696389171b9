/** Texts that several parts of the server use. */
export const common = {
  /** As HTML and Intl name it. */
  language: 'en-GB',
  noUser: (user: string) => `There is no user ${user}.`,
  noGroup: (group: string) => `There is no group ${group}.`,
  noServer: (server: string) => `There is no server ${server}.`,
  noVolume: (volume: string) => `There is no volume ${volume}.`,
  signIn: 'Please sign in.',
  forbidden: 'You are not allowed to do this.',
  otherOrder: 'The cursor belongs to another order of this list. Start again with the first page.',
  hubDoesNotAnswer: 'JupyterHub does not answer.',
  hubDoesNotAnswerLook: 'JupyterHub does not answer. Check the result before you try again.',
  restarting: 'Perijove is restarting.',
  /** The subject of actions on all users, in the audit log. */
  allUsers: 'all users',
} as const;
