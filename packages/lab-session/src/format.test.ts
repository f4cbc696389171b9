import { aSession, english, NOW } from './session.testkit';
import { clockTime, hoursText, reasonText, sizeText } from './format';

describe('the texts of a session', () => {
  it('name the day only when it is another one', () => {
    expect(clockTime(NOW + 60_000, NOW, 'en', 'en-GB')).toMatch(/^\d\d:\d\d$/);
    expect(clockTime(NOW + 3 * 86_400_000, NOW, 'en', 'en-GB')).toMatch(/Jan/);
  });

  it.each([
    ['en', 'en-GB', /^\d\d:\d\d$/],
    ['en', 'en-US', /^\d?\d:\d\d\s[AP]M$/],
    ['en', 'de-DE', /^\d\d:\d\d$/],
    [undefined, 'en-GB', /^\d\d:\d\d$/],
  ])('count hours in a lab in %s as the browser in %s does', (lab, browser, form) => {
    expect(clockTime(NOW, NOW, lab, browser)).toMatch(form);
  });

  it.each([
    [4, '4'],
    [1.5, '1.5'],
    [0.249, '0.25'],
  ])('write %s hours as %s', (hours, text) => {
    expect(hoursText(hours)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [300 * 2 ** 20, '300 MiB'],
    [1.25 * 2 ** 30, '1.3 GiB'],
  ])('write %s bytes as %s', (bytes, text) => {
    expect(sizeText(bytes, 'en')).toBe(text);
  });

  it.each([
    ['programs', /a terminal or the background; a program that sleeps does not\.$/],
    ['kernels', /programs in terminals do not\.$/],
    [undefined, /programs in terminals do not\.$/],
    ['none', /Running code does not count as use\.$/],
  ] as const)('tell what counts as use: %s', (work, ending) => {
    expect(reasonText(aSession({ work }), '18:05', english)).toMatch(ending);
  });

  it('give each reason its own sentence with the time in it', () => {
    for (const reason of ['idle', 'extended', 'max_age'] as const) {
      expect(reasonText(aSession({ reason }), '18:05', english)).toContain('18:05');
    }
  });
});
