import i18next from 'i18next';
import { coresOf, decimalSign, formatCores, formatCpu } from './number';

describe('formatCpu', () => {
  it.each([
    [0, '0 %'],
    [-1, '0 %'],
    [0.42, '0.4 %'],
    [9.94, '9.9 %'],
    [9.96, '10 %'],
    [180.4, '180 %'],
  ])('writes %d as %s', (percent, text) => {
    expect(formatCpu(percent)).toBe(text);
  });
});

it('writes percent of one core as cores', () => {
  expect(formatCores(150)).toBe('1.5');
  expect(formatCores(195)).toBe('2.0');
  expect(coresOf(195)).toBe(2);
  expect(coresOf(-1)).toBe(0);
});

it('knows the decimal sign of a language', async () => {
  expect(decimalSign()).toBe('.');
  await i18next.changeLanguage('fr');
  expect(decimalSign()).toBe(',');
  await i18next.changeLanguage('en');
});
