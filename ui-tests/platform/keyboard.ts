import { expect, type Locator, type Page } from '@playwright/test';

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate(node => node === document.activeElement);

/** Presses a key until an element has the focus. */
export const pressUntilFocused = async (
  page: Page,
  key: 'Tab' | 'Shift+Tab',
  target: Locator,
  most = 40,
): Promise<void> => {
  for (let step = 0; step < most && !(await hasFocus(target)); step += 1) {
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
};

/** Whether the focus is somewhere in a part of the page. */
export const focusIsIn = (part: Locator): Promise<boolean> =>
  part.evaluate(node => node.contains(document.activeElement));
