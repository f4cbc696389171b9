/* eslint-disable jupyter/no-untranslated-string -- texts of users, not of the program */
import { TOAST_LENGTH, toastText } from './toast-text';

describe('the text of a toast', () => {
  it('is the message, with its title above it', () => {
    expect(toastText({ title: null, message: 'Hello' })).toEqual({ text: 'Hello', cut: false });
    expect(toastText({ title: 'News', message: 'Hello' }).text).toBe('News\nHello');
  });

  it('is complete at exactly the length that JupyterLab shows', () => {
    const message = 'x'.repeat(TOAST_LENGTH);
    expect(toastText({ title: null, message })).toEqual({ text: message, cut: false });
  });

  it('is cut between words, reports it, and is never too long', () => {
    const { text, cut } = toastText({ title: null, message: 'seven '.repeat(40) });
    expect(cut).toBe(true);
    expect(text).toMatch(/seven…$/);
    expect(text.length).toBeLessThanOrEqual(TOAST_LENGTH);
  });

  it('never cuts through a character', () => {
    const { text } = toastText({ title: null, message: '🪐'.repeat(100) });
    // Half a character cannot be encoded.
    expect(() => encodeURIComponent(text)).not.toThrow();
    expect(text.length).toBeLessThanOrEqual(TOAST_LENGTH);
  });
});
