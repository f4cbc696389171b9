/** Such as "3rd". */
const ordinal = (position: number): string => {
  const tens = position % 100;
  const suffix = tens > 10 && tens < 20 ? 'th' : (['th', 'st', 'nd', 'rd'][position % 10] ?? 'th');
  return `${position}${suffix}`;
};

/** How a server starts and why it ended, and refusals about servers. */
export const servers = {
  /** What a start is at. */
  steps: {
    underWay: 'The start is under way',
    queued: (position: number) =>
      position === 1 ? 'Next in the queue' : `${ordinal(position)} in the queue`,
    files: 'Preparing your files',
    creating: 'Creating the server',
    starting: 'Starting the server',
    withoutGpu: 'No GPU can be had now; starting without one',
    waiting: 'Waiting for the lab to answer',
    sameContainer: 'Starting the same container again',
  },
  /** Why a start failed. */
  failed: {
    ours: 'The server could not be started because of a fault of the platform. Please tell an administrator.',
    image: (why: string) => `The server could not be started. ${why}`,
    noEngine: (why: string) =>
      `The server could not be started: ${why} Please try again in a minute.`,
    engineTookTooLong: 'The container engine took too long. Please try again.',
    noRoom: (why: string) =>
      `There is no room for another server: ${why} Please tell an administrator.`,
    noGpu:
      'The GPU that this server was made with cannot be had now. Start it again: it then starts without one.',
    refused: (why: string) => `The container engine refused: ${why}`,
    cancelled: 'The start was called off.',
    interrupted: 'The platform restarted in the middle of the start. Please try again.',
    unreachable: 'The server runs, but the platform cannot reach it. Please tell an administrator.',
    tookTooLong: (seconds: number) =>
      `The server did not answer within ${seconds} seconds. Please try again.`,
    outOfMemory: 'The server ran out of memory while it started.',
    portInUse: 'The server ended while it started: the port that it listens on is in use.',
    ended: (code: number) => `The server ended while it started, with code ${code}.`,
    removed: 'The server was removed outside of the platform while it started.',
    notTaken:
      'JupyterHub did not start the server. Try again, or ask an administrator to look into the log of the hub.',
  },
  /** Why a server stopped. */
  ended: {
    removed: 'The server was removed outside of the platform. Your files are safe.',
    outOfMemory: 'The server ran out of memory and was ended.',
    fromInside: 'The server was shut down from inside.',
    byItself: (code: number) => `The server ended by itself with code ${code}.`,
    /** What happened, and the last lines of the server's output. */
    saying: (what: string, said: string) => `${what} It said: ${said}`,
    stoppedBy: (actor: string) => `Stopped by ${actor}. All files are kept.`,
    /** A service of the operator's beside ours, such as a culler. */
    stoppedByService: (name: string) => `Stopped by the service ${name}. All files are kept.`,
    restartedBy: (actor: string) => `Restarted by ${actor}.`,
    recreatedBy: (actor: string) => `Recreated by ${actor}.`,
  },
  noEngine:
    'The container engine does not answer, so nothing can be started. Please try again in a minute.',
  notStopped: (why: string) => `The server could not be stopped: ${why}`,
  stopTookTooLong: 'The server did not stop in time. Try again.',
  unreadableLog: (why: string) => `The log cannot be read: ${why}`,
  noLog: 'This server has no log: it was not started yet, or it ended in good order.',
  cutOff:
    'Your server runs, but it is cut off from the network, so nothing leads to it. Restart it; saved files are kept.',
  lost: 'Your server runs, but JupyterHub has lost the way to it. Restart it; saved files are kept.',
  renaming: 'This account is being renamed. Just a moment.',
  noSlug:
    'The name of a new server begins with a letter, has at most 30 lower-case letters, digits and single hyphens, and ends with no hyphen. What people read can be another: its display name.',
  noNamed: 'JupyterHub does not allow named servers here.',
  namedLimit: (limit: number) =>
    limit === 1
      ? 'Only one named server is allowed. Remove one first.'
      : `Only ${limit} named servers are allowed. Remove one first.`,
  noLab: (user: string) => `No lab of ${user} runs that could be opened.`,
} as const;
