import type { SettingOrigin } from '@perijove/contracts';

const origin: Readonly<Record<SettingOrigin, string>> = {
  default: 'Default',
  environment: 'Environment',
  'deprecated name': 'Environment, under a deprecated name',
  hub: 'Handed over by JupyterHub',
  file: 'From a file',
  generated: 'Made up at the first start',
};

const groups: Readonly<Record<string, string>> = {
  platform: 'The platform',
  labs: 'Labs',
  accounts: 'Accounts',
  sessions: 'Sessions',
  volumes: 'Volumes',
  activity: 'Activity',
  branding: 'Branding',
  wiring: 'Wiring',
};

/** Texts of the settings page. */
export const strings = {
  title: 'Settings',
  lead: 'How this platform is configured. Change the environment and restart to change it.',
  problems: 'To look at',
  openGroup: (group: string) => `Open ${group}`,
  advice: 'Advice',
  allWell: 'Nothing to look at: all settings are in order.',
  search: 'Search settings',
  onlyChanged: 'Only what differs from the default',
  copyChanged: 'Copy what differs',
  copyAll: 'Copy all',
  copied: (count: number) =>
    `${count === 1 ? '1 setting' : `${count} settings`} copied as an environment file, without secrets.`,
  notCopied: 'The browser did not let this page copy.',
  columns: { name: 'Setting', value: 'Value', fallback: 'Default', origin: 'From' },
  none: 'none',
  secretSet: 'Set, and never shown',
  secretUnset: 'Not set',
  formerly: (name: string) => `Earlier name: ${name}`,
  noMatch: { title: 'No such setting', text: 'Try another word, or show all of them again.' },
  gpu: 'GPU',
  gpuOn: 'Labs get a GPU',
  gpuOff: 'Labs get no GPU',
  checked: (when: string) => `Looked ${when}`,
  group: (name: string) => groups[name] ?? name,
  origin: (name: SettingOrigin) => origin[name],
} as const;
