/** User accounts: refusals and results of changes. */
export const users = {
  busy: 'An account with this name is being renamed or deleted. Try again in a moment.',
  changing: 'This account is already being renamed or deleted. Try again in a moment.',
  twice: 'This name is in the list twice.',
  unknownOutcome: 'JupyterHub did not answer. Check whether the account exists.',
  nameTaken: (name: string) => `The name ${name} is already in use.`,
  gone: (user: string) => `The user ${user} no longer exists.`,
  serverRuns: (user: string) =>
    `A server of ${user} is running or has just stopped. Stop it, then rename the account.`,
  serverDidNotStop: 'A server did not stop in time. The account was not deleted. Try again.',
  finishedLater:
    'JupyterHub did not answer. The change continues automatically when it answers again.',
  /** Why an account cannot be deleted. */
  stays: {
    own: 'This is your own account. Another administrator can delete it.',
    configured: (user: string) =>
      `JUPYTERHUB_ADMIN names ${user}, so JupyterHub would create the account again at its next start. Change that setting first.`,
    lastAdmin: (user: string) =>
      `${user} is the last administrator. Make another user an administrator first.`,
  },
  /** Why a change of an account is refused. */
  refused: {
    hubAdminsOnly: 'Only JupyterHub administrators can change the account of an administrator.',
    hubAdminsMakeAdmins: 'Only JupyterHub administrators can make a user an administrator.',
    ownRights: 'You cannot change your own administrator role. Another administrator can.',
    ownLock: 'You cannot disable your own account.',
    ownApproval: 'You cannot approve your own account. Another administrator can.',
    ownPassword: 'Change your own password in the account menu.',
    notApproved: (user: string) => `The account of ${user} is pending approval. Approve it first.`,
    cannotSignInYet: (user: string) =>
      `The account of ${user} is pending approval and cannot sign in yet.`,
    choseAlready: (user: string) =>
      `${user} has already chosen a password and is pending approval.`,
    inUse: 'This account is in use. Only pending sign-up requests can be discarded.',
  },
} as const;
