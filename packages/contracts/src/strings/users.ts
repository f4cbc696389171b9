/** Accounts: refusals, and what a change of one says. */
export const users = {
  busy: 'An account of this name is being renamed or deleted. Try again in a moment.',
  changing: 'This account is being renamed or deleted already. Look again in a moment.',
  twice: 'This name stands in the list twice.',
  unknownOutcome: 'The hub did not answer. Look whether the account is there.',
  nameTaken: (name: string) => `The name ${name} is in use already.`,
  gone: (user: string) => `There is no user ${user} any more.`,
  serverRuns: (user: string) =>
    `A server of ${user} runs, or has just ended. Stop it, then rename the account.`,
  serverDidNotStop:
    'A server did not stop in time, so the account was not deleted. Please try again.',
  finishedLater:
    'JupyterHub did not answer. What was begun is finished by itself as soon as it does.',
  /** Why an account stays. */
  stays: {
    own: 'This is your own account. Another administrator can delete it.',
    configured: (user: string) =>
      `JUPYTERHUB_ADMIN names ${user}: the hub would make the account anew at its next start. Change that setting first.`,
    lastAdmin: (user: string) => `${user} is the last administrator. Make somebody else one first.`,
  },
  /** Why something is not done to an account. */
  refused: {
    hubAdminsOnly: 'Only an administrator of the hub itself can do this to an administrator.',
    hubAdminsMakeAdmins: 'Only an administrator of the hub itself can make another.',
    ownRights: 'Nobody changes their own rights. Another administrator can.',
    ownLock: 'You cannot lock yourself out.',
    ownApproval: 'Nobody approves their own account. Another administrator can.',
    ownPassword: 'Change your own password in the menu with your name.',
    notApproved: (user: string) => `${user} still asks for an account. Approve the request first.`,
    cannotSignInYet: (user: string) => `${user} only asks for an account, and cannot sign in yet.`,
    choseAlready: (user: string) =>
      `${user} chose a password already, and still waits for approval.`,
    inUse: 'This account is in use. Only a request can be discarded.',
  },
} as const;
