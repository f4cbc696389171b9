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
  pending: (count: number) => plural(count, 'sign-up request', 'sign-up requests'),
  unread: (count: number) => `${count} unread`,
  theme: { label: 'Theme', light: 'Light', dark: 'Dark', auto: 'System' },
  account: 'Account',
  ownAccount: 'Your account',
  health: 'Health',
  settings: 'Settings',
  auditLog: 'Audit log',
  announcement: 'Announcement',
  token: 'Token',
  password: 'Change password',
  signOut: 'Sign out',
  fullDisks: 'Full disks',
  fullDisk: {
    data: (free: string, total: string) =>
      `The disk with the platform's data is full: ${free} of ${total} free. Running servers are not affected, but most changes cannot be saved. Free up space on this disk; the platform then recovers by itself.`,
    engine: (free: string, total: string) =>
      `The disk with servers and volumes is full: ${free} of ${total} free. Users cannot save files, and servers cannot start. Stop servers, empty the trash of volumes, or remove unused images; the platform then recovers by itself.`,
  },
  reconnecting: 'Reconnecting…',
  reconnectingLong: 'The connection was lost. This page may be out of date until it reconnects.',
  warning: {
    extend: (time: string) => `Your server stops at ${time}. Extend it?`,
    save: (time: string) => `Your server stops at ${time}. Save your work; your files are kept.`,
    extendBy: (hours: number) => `Extend by ${formatHours(hours)}`,
    dismiss: 'Dismiss',
  },
  crash: {
    title: 'Something went wrong',
    text: 'Your server and your files are not affected. Reload the page to continue.',
    reload: 'Reload',
  },
} as const;
