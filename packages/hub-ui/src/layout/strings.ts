import { formatHours } from '../format/duration';
import { plural } from '../format/number';

/** Texts of the frame around every page. */
export const strings = {
  product: 'Perijove',
  stage: 'Stage',
  skip: 'Skip to content',
  menu: 'Menu',
  places: 'Perijove',
  home: 'Home',
  volumes: 'Volumes',
  notifications: 'Notifications',
  activity: 'Activity',
  users: 'Users',
  groups: 'Groups',
  services: 'Services',
  asking: (count: number) => `${plural(count, 'request', 'requests')} for an account`,
  unread: (count: number) => `${count} unread`,
  theme: { label: 'Theme', light: 'Light', dark: 'Dark', auto: 'Like the system' },
  account: 'Account',
  ownAccount: 'Your account',
  health: 'Health',
  settings: 'Settings',
  events: 'Events',
  announcement: 'Announcement',
  token: 'Token',
  password: 'Change password',
  signOut: 'Sign out',
  fullDisks: 'Full disks',
  fullDisk: {
    data: (free: string, total: string) =>
      `The disk with the platform's data is full: ${free} of ${total} are free. Servers run on and can be stopped; most new things cannot be saved. Make room on this disk. Everything comes back by itself.`,
    engine: (free: string, total: string) =>
      `The disk with servers and volumes is full: ${free} of ${total} are free. Users cannot save, and starts fail. Stop servers, purge the bin of volumes, or remove unused images. Everything comes back by itself.`,
  },
  reconnecting: 'Reconnecting…',
  reconnectingLong: 'The connection was lost. What you see may be old; it renews itself.',
  warning: {
    extend: (time: string) => `Your server stops at ${time}. Extend it?`,
    save: (time: string) => `Your server stops at ${time}. Save your work; your files are kept.`,
    extendBy: (hours: number) => `Extend by ${formatHours(hours)}`,
    dismiss: 'Dismiss',
  },
  crash: {
    title: 'This page stumbled',
    text: 'Your server and your files are not affected. Reload to go on.',
    reload: 'Reload',
  },
} as const;
