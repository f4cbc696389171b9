import type { SettingOrigin } from '@perijove/contracts';

const origin: Readonly<Record<SettingOrigin, string>> = {
  default: 'Default',
  environment: 'Environment',
  'deprecated name': 'Environment (deprecated name)',
  hub: 'JupyterHub',
  file: 'File',
  generated: 'Generated at first start',
};

const groups: Readonly<Record<string, string>> = {
  platform: 'Platform',
  labs: 'User servers',
  accounts: 'Accounts',
  sessions: 'Sessions',
  volumes: 'Volumes',
  activity: 'Activity',
  branding: 'Branding',
  wiring: 'Connections',
};

/** Texts of the settings page. */
export const strings = {
  title: 'Settings',
  lead: 'Current configuration. To change a setting, edit the environment and restart the platform.',
  problems: 'Problems',
  openGroup: (group: string) => `Open ${group}`,
  advice: 'Advice',
  allWell: 'No problems found.',
  search: 'Search settings',
  onlyChanged: 'Changed settings only',
  copyChanged: 'Copy changed',
  copyAll: 'Copy all',
  copied: (count: number) =>
    `Copied ${count === 1 ? '1 setting' : `${count} settings`} as an environment file, without secrets.`,
  notCopied: 'The browser blocked copying to the clipboard.',
  columns: { name: 'Setting', value: 'Value', fallback: 'Default', origin: 'Source' },
  none: 'none',
  secretSet: 'Set (hidden)',
  secretUnset: 'Not set',
  formerly: (name: string) => `Deprecated name: ${name}`,
  noMatch: { title: 'No settings found', text: 'Change or clear the search.' },
  gpu: 'GPU',
  gpuOn: 'Available to servers',
  gpuOff: 'Not available',
  checked: (when: string) => `Checked ${when}`,
  group: (name: string) => groups[name] ?? name,
  origin: (name: SettingOrigin) => origin[name],
} as const;
