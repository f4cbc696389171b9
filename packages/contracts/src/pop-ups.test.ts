import { isQuiet, mayPopUp } from './pop-ups.js';
import { Preferences } from './preferences.js';

const at = (time: string): Date => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(2026, 5, 1, hours, minutes);
};
const night = { from: '22:00', until: '07:00' };
const lunch = { from: '12:00', until: '13:30' };

it.each([
  [night, '21:59', false],
  [night, '22:00', true],
  [night, '00:00', true],
  [night, '06:59', true],
  [night, '07:00', false],
  [lunch, '11:59', false],
  [lunch, '12:00', true],
  [lunch, '13:29', true],
  [lunch, '13:30', false],
])('%j is quiet at %s: %s', (hours, time, quiet) => {
  expect(isQuiet(hours, at(time))).toBe(quiet);
});

const none: Preferences = { quietHours: null, importantOnly: false, language: null };

it.each([
  ['nothing wished', none, 'info', '23:00', true],
  ['quiet hours', { ...none, quietHours: night }, 'info', '23:00', false],
  ['quiet hours', { ...none, quietHours: night }, 'warning', '23:00', false],
  ['quiet hours', { ...none, quietHours: night }, 'error', '23:00', true],
  ['quiet hours that are over', { ...none, quietHours: night }, 'info', '08:00', true],
  ['important only', { ...none, importantOnly: true }, 'info', '08:00', false],
  ['important only', { ...none, importantOnly: true }, 'success', '08:00', false],
  ['important only', { ...none, importantOnly: true }, 'warning', '08:00', true],
  ['important only', { ...none, importantOnly: true }, 'error', '08:00', true],
] as const)('%s: %j lets %s pop up at %s: %s', (_words, wishes, variant, time, may) => {
  expect(mayPopUp(wishes, variant, at(time))).toBe(may);
});

it.each([
  [{ quietHours: { from: '24:00', until: '07:00' }, importantOnly: false, language: null }],
  [{ quietHours: { from: '7:00', until: '08:00' }, importantOnly: false, language: null }],
  [{ quietHours: { from: '07:00', until: '07:00' }, importantOnly: false, language: null }],
  [{ quietHours: null }],
])('%j are no preferences', wishes => {
  expect(Preferences.safeParse(wishes).success).toBe(false);
});
