import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'images');

/** Widths of the pictures, in CSS pixels, by the word in the file's name. */
const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** How to take a picture. */
export interface Shot {
  /** Also as it looks on a phone. */
  readonly phone?: boolean;
  /** The whole page, not only what fits on the screen. */
  readonly whole?: boolean;
}

/**
 * Takes `NAME-light.png` and `NAME-dark.png` (and `NAME-phone-…`) of a page that follows the
 * system's theme.
 */
export const takeScreenshots = async (page: Page, name: string, shot: Shot = {}): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  for (const size of shot.phone === true ? (['wide', 'phone'] as const) : (['wide'] as const)) {
    await page.setViewportSize(sizes[size]);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      // Colours fade from one theme to the other.
      await page.waitForTimeout(350);
      await page.screenshot({
        path: join(folder, `${name}${size === 'phone' ? '-phone' : ''}-${theme}.png`),
        fullPage: shot.whole ?? false,
        // Moving parts would make every picture a different one.
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
  await page.setViewportSize(sizes.wide);
  await page.emulateMedia({ colorScheme: 'light' });
};
