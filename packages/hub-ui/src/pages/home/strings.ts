import type { ServerPhase, SessionView } from '@perijove/contracts';
import { formatHours } from '../../format/duration';

/** Texts of the home page. */
export const strings = {
  title: 'Home',
  card: {
    welcome: (name: string) => `Welcome, ${name}`,
    welcomeText: 'Start your server to work in JupyterLab. Your files are kept when it stops.',
    stopped: 'Your server is stopped',
    starting: 'Your server is starting',
    running: 'Your server is running',
    stopping: 'Your server is stopping',
    failed: 'Your server could not start',
    ended: 'Your server has ended',
    unreachable: 'Your server cannot be reached',
    filesSafe: 'Your files are safe.',
    filesKept: 'Your files are kept.',
    stoppedAgo: (ago: string) => `Stopped ${ago}.`,
    upFor: (duration: string) => `Running for ${duration}`,
    image: 'Image',
  },
  status: {
    none: 'Not started yet',
    stopped: 'Stopped',
    starting: 'Starting',
    running: 'Running',
    stopping: 'Stopping',
    failed: 'Failed',
  },
  actions: {
    start: 'Start',
    startBusy: 'Starting…',
    open: 'Open JupyterLab',
    stop: 'Stop',
    restart: 'Restart',
    recreate: 'Recreate',
    more: 'More actions',
    tryAgain: 'Try again',
    showLog: 'Show log',
    hideLog: 'Hide log',
    openWhenReady: 'Open JupyterLab when it is ready',
  },
  confirm: {
    stopTitle: 'Stop your server?',
    stopText: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
    recreateTitle: 'Recreate your server?',
    recreateText:
      'Your server starts in a new container with the latest image and your current permissions. Running notebooks stop, and software installed outside of volumes is lost. Files in your volumes are kept.',
    restartTitle: 'Restart your server?',
    restartText: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
  },
  outdated: {
    image: 'A newer image is available. Recreate your server to use it.',
    rules: 'Your permissions or limits have changed. Recreate your server to apply them.',
    both: 'A newer image is available, and your permissions or limits have changed. Recreate your server to apply both.',
    action: 'Recreate…',
  },
  progress: {
    label: 'Start progress',
    begins: 'Starting',
    elapsed: (elapsed: string) => `${elapsed} elapsed`,
    steps: {
      queued: 'Queue',
      pulling: 'Image',
      creating: 'Container',
      starting: 'Start',
      waiting: 'JupyterLab',
    } satisfies Partial<Record<ServerPhase, string>>,
    stepState: { done: 'done', current: 'in progress', todo: 'pending' },
  },
  log: {
    title: 'Log',
    empty: 'The log is empty.',
    refresh: 'Refresh',
    close: 'Close',
  },
  session: {
    title: 'Time left',
    noLimit: 'No time limit',
    noLimitText: 'Your server runs until you stop it.',
    notRunning: 'Starts when your server runs.',
    stopsAt: (when: string) => `Stops at ${when}`,
    due: 'Stopping soon',
    reason: {
      idle: (timeout: string) => `Your server stops after ${timeout} of inactivity.`,
      extended: 'You extended the session.',
      max_age: 'Your server has reached its maximum age. Save your work before it stops.',
    } as const,
    lastActivity: (ago: string) => `Last active ${ago}.`,
    extend: 'Extend session',
    extendBy: (hours: string) => `+ ${hours}`,
    extendLabel: (hours: string) => `Extend by ${hours}`,
    allowance: 'Extra time used',
    used: (used: string, max: string) => `${used} of ${max} used`,
    exhausted: 'You have used all your extra time. Restart the server to reset it.',
    notYours: 'Only the owner can extend the session.',
    granted: (hours: string) => `Extended your session by ${hours}.`,
    truncated: (hours: string) =>
      `Extended your session by ${hours}, all the extra time you had left.`,
    warning: (left: string) => `Less than ${left} left in your session.`,
  },
  usage: {
    details: 'Activity history',
    title: 'Resource usage',
    cpu: 'CPU',
    memory: 'Memory',
    off: 'Available when your server runs.',
    waiting: 'Waiting for the first measurement…',
    ofCores: (cores: string, limit: string) => `${cores} of ${limit} cores`,
    cores: (cores: string) => `${cores} cores`,
    of: (value: string, limit: string) => `${value} of ${limit}`,
    plot: (what: string, now: string) => `${what} over the last minutes, now ${now}`,
    memoryFull: (ago: string, limit: string | null) =>
      limit === null
        ? `A process was killed ${ago} because the server ran out of memory. Saved files are safe.`
        : `A process was killed ${ago} because the server ran out of memory (${limit}). Saved files are safe.`,
    nearLimit: 'Close to the limit: notebooks may be killed when memory runs out.',
  },
  volumes: {
    title: 'Volumes',
    manage: 'Manage volumes',
    total: (size: string) => `${size} in total`,
    measured: (ago: string) => `measured ${ago}`,
    unmeasured: 'not measured yet',
    large: (limit: string) => `Larger than ${limit}`,
    empty: 'No volumes yet. They are created when your server first starts.',
  },
} as const;

/** Why the session ends when it does, as text. */
export const reasonText = (session: SessionView): string => {
  switch (session.reason) {
    case 'idle':
      return strings.session.reason.idle(formatHours(session.timeoutSeconds / 3600));
    case 'extended':
      return strings.session.reason.extended;
    case 'max_age':
      return strings.session.reason.max_age;
    case 'culler_disabled':
      return strings.session.noLimitText;
    case 'not_running':
      return strings.session.notRunning;
  }
};
