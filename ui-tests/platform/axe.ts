import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds on a page, or in a part of it, in one line each. */
export const violations = async (page: Page, part?: string): Promise<string[]> => {
  const axe = new AxeBuilder({ page });
  if (part !== undefined) axe.include(part);
  const { violations: found } = await axe.analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`,
  );
};

const themes = ['light', 'dark'] as const;
/** Phone, tablet, laptop, large screen. */
const widths = [390, 768, 1280, 1920];
/** One on each side of where the layout changes: the others show the same elements. */
const axeWidths = [390, 1280];

/**
 * Checks a page in light and dark: no problems that axe finds, and
 * no horizontal scrolling in four widths. `PERIJOVE_TEST_LOOK` is a folder for screenshots.
 */
export const expectAccessible = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of themes) {
    for (const width of widths) {
      // Without animations, buttons have their final colour immediately.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const where = `${name}, ${colorScheme}, ${width}`;
      if (axeWidths.includes(width)) {
        expect.soft(await violations(page), where).toEqual([]);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect.soft(overflow, where).toBeLessThanOrEqual(0);
      const folder = process.env.PERIJOVE_TEST_LOOK;
      if (folder !== undefined) {
        const path = `${folder}/${name.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    }
  }
};
