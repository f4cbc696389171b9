import { aSession, english, NOW } from './testing/fixtures';
import { formatTime, formatHours, explainDeadline, formatSize } from './format';

describe('the texts of a session', () => {
  it('name the day only if it is not today', () => {
    expect(formatTime(NOW + 60_000, NOW, 'en', 'en-GB')).toMatch(/^\d\d:\d\d$/);
    expect(formatTime(NOW + 3 * 86_400_000, NOW, 'en', 'en-GB')).toMatch(/Jan/);
  });

  it.each([
    ['en', 'en-GB', /^\d\d:\d\d$/],
    ['en', 'en-US', /^\d?\d:\d\d\s[AP]M$/],
    ['en', 'de-DE', /^\d\d:\d\d$/],
    [undefined, 'en-GB', /^\d\d:\d\d$/],
  ])('use the hour cycle of the browser: lab in %s, browser in %s', (lab, browser, form) => {
    expect(formatTime(NOW, NOW, lab, browser)).toMatch(form);
  });

  it.each([
    [4, '4'],
    [1.5, '1.5'],
    [0.249, '0.25'],
  ])('write %s hours as %s', (hours, text) => {
    expect(formatHours(hours, 'en')).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [300 * 2 ** 20, '300 MiB'],
    [1.25 * 2 ** 30, '1.3 GiB'],
  ])('write %s bytes as %s', (bytes, text) => {
    expect(formatSize(bytes, 'en', english)).toBe(text);
  });

  it.each([
    ['programs', /terminals and the background\. A sleeping program does not\.$/],
    ['kernels', /Programs in terminals do not\.$/],
    [undefined, /Programs in terminals do not\.$/],
    ['none', /Running code does not count as activity\.$/],
  ] as const)('say which code counts as activity: %s', (work, ending) => {
    expect(explainDeadline(aSession({ work }), '18:05', english)).toMatch(ending);
  });

  it('have one sentence for each reason, with the time', () => {
    for (const reason of ['idle', 'extended', 'max_age'] as const) {
      expect(explainDeadline(aSession({ reason }), '18:05', english)).toContain('18:05');
    }
  });
});
