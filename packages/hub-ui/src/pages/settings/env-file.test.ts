import type { SettingView } from '@perijove/contracts';
import { envFile, searchSettings, quoted } from './env-file';

const setting = (change: Partial<SettingView>): SettingView => ({
  name: 'PERIJOVE_NAME',
  group: 'branding',
  description: 'Name of the platform',
  value: 'Perijove',
  fallback: 'Perijove',
  origin: 'default',
  oldName: null,
  secret: false,
  isSet: true,
  changed: false,
  ...change,
});

it.each([
  ['30,5', '30,5'],
  ['quay.io/jupyter/lab:7', 'quay.io/jupyter/lab:7'],
  ['', ''],
  ['two words', "'two words'"],
  ['cost $5 #1', "'cost $5 #1'"],
  ["it's $5", '"it\'s \\$5"'],
  ['a\nb', '"a\\nb"'],
])('writes %j as %s', (value, written) => {
  expect(quoted(value)).toBe(written);
});

const list = [
  setting({}),
  setting({ name: 'JUPYTERHUB_ADMIN', value: 'root', changed: true, description: 'First one' }),
  setting({ name: 'PERIJOVE_SERVICE_TOKEN', secret: true, value: null, changed: true }),
];

it('holds what differs, and names a secret without its value', () => {
  expect(envFile(list, true)).toBe('JUPYTERHUB_ADMIN=root\n# PERIJOVE_SERVICE_TOKEN= (a secret)\n');
  expect(envFile(list, false)).toContain('PERIJOVE_NAME=Perijove\n');
});

it.each([
  ['', false, 3],
  ['', true, 2],
  ['ROOT', false, 1],
  ['first', false, 1],
  ['nothing', false, 0],
] as const)('a search for %j (changed only: %s) finds %i', (text, only, count) => {
  expect(searchSettings(list, text, only)).toHaveLength(count);
});
