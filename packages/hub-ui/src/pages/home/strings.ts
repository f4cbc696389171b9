import type { ServerPhase, SessionView } from '@perijove/contracts';
import { formatHours } from '../../format/duration';

/** Texts of the home page. */
export const strings = {
  title: 'Home',
  card: {
    welcome: (name: string) => `Welcome, ${name}`,
    welcomeText:
      'Start your server to work in JupyterLab. Your files are kept when it stops, and wait for you.',
    stopped: 'Your server is stopped',
    starting: 'Your server is starting',
    running: 'Your server is running',
    stopping: 'Your server is stopping',
    failed: 'Your server could not start',
    ended: 'Your server has ended',
    cutOff: 'Your server cannot be reached',
    filesSafe: 'Your files are safe.',
    filesKept: 'Your files are kept.',
    stoppedAgo: (ago: string) => `Stopped ${ago}.`,
    upFor: (duration: string) => `Up for ${duration}`,
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
    more: 'More about your server',
    tryAgain: 'Try again',
    showLog: 'Show log',
    hideLog: 'Hide log',
    openWhenReady: 'Open JupyterLab when it is ready',
  },
  confirm: {
    stopTitle: 'Stop your server?',
    stopText:
      'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
    recreateTitle: 'Recreate your server?',
    recreateText:
      'Your server stops and starts in a fresh container, with the newest image and your current rights. What runs now ends. Files in your volumes are kept; what was installed elsewhere in the container is lost.',
    restartTitle: 'Restart your server?',
    restartText:
      'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
  },
  outdated: {
    image: 'A newer image is ready. Recreate your server to use it.',
    rules: 'Your rights or limits have changed. New rules apply when you recreate this server.',
    both: 'A newer image is ready, and your rights or limits have changed. Both apply when you recreate this server.',
    action: 'Recreate…',
  },
  progress: {
    label: 'Start of your server',
    begins: 'On its way',
    elapsed: (elapsed: string) => `${elapsed} so far`,
    steps: {
      queued: 'Queue',
      pulling: 'Image',
      creating: 'Container',
      starting: 'Start',
      waiting: 'JupyterLab',
    } satisfies Partial<Record<ServerPhase, string>>,
    stepState: { done: 'done', current: 'now', todo: 'to come' },
  },
  log: {
    title: 'The last lines of the log',
    empty: 'The log is empty.',
    refresh: 'Refresh',
    close: 'Close',
  },
  session: {
    title: 'Time left',
    noLimit: 'No time limit',
    noLimitText: 'Your server runs until you stop it.',
    notRunning: 'Counts once your server runs.',
    stopsAt: (when: string) => `Stops at ${when}`,
    due: 'Any moment now',
    reason: {
      idle: (timeout: string) =>
        `Using JupyterLab renews it: it stops after ${timeout} without use.`,
      extended: 'You extended it.',
      max_age: 'This is the longest a server may run. Save your work before it ends.',
    } as const,
    lastActivity: (ago: string) => `Last used ${ago}.`,
    extend: 'Add time',
    extendBy: (hours: string) => `+ ${hours}`,
    extendLabel: (hours: string) => `Extend by ${hours}`,
    allowance: 'Extensions used',
    used: (used: string, max: string) => `${used} of ${max} used`,
    exhausted: 'All extra time is used. Stop and start anew to get it back.',
    notYours: 'Only the owner can extend it.',
    granted: (hours: string) => `Your session is ${hours} longer.`,
    truncated: (hours: string) => `Your session is ${hours} longer. That was all that was left.`,
    warning: (left: string) => `Less than ${left} left in your session.`,
  },
  usage: {
    details: 'My activity over time',
    title: 'In use now',
    cpu: 'CPU',
    memory: 'Memory',
    off: 'Shows when your server runs.',
    waiting: 'The first measurement is on its way.',
    ofCores: (cores: string, limit: string) => `${cores} of ${limit} cores`,
    cores: (cores: string) => `${cores} cores`,
    of: (value: string, limit: string) => `${value} of ${limit}`,
    plot: (what: string, now: string) => `${what} over the last minutes, now ${now}`,
    memoryFull: (ago: string, limit: string | null) =>
      limit === null
        ? `A process was ended ${ago} because memory was used up. Saved files are safe.`
        : `A process was ended ${ago} because memory (${limit}) was used up. Saved files are safe.`,
    nearLimit: 'Close to the limit: notebooks may be ended when it is full.',
  },
  volumes: {
    title: 'Volumes',
    manage: 'Manage volumes',
    total: (size: string) => `${size} in all`,
    measured: (ago: string) => `measured ${ago}`,
    unmeasured: 'not measured yet',
    large: (limit: string) => `Larger than ${limit}`,
    empty: 'You have no volumes yet. They come with the first start.',
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
