import { expect, type Page } from '@playwright/test';

/** Waits until JupyterLab is on the screen and its splash has gone. */
export const labReady = async (page: Page): Promise<void> => {
  await expect(page).toHaveURL(/\/user\/[^/]+\/lab/, { timeout: 120_000 });
  await expect(page.locator('#jp-main-dock-panel')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('#jupyterlab-splash, #perijove-splash')).toHaveCount(0, {
    timeout: 30_000,
  });
};

/** Opens a new notebook from the launcher. */
export const newNotebook = async (page: Page): Promise<void> => {
  // JupyterLab puts a dialog in the way where a theme was dropped while it was loaded: the second
  // try need not wait for the end of the first one's time.
  const card = page.locator('.jp-LauncherCard[data-category="Notebook"]').first();
  await card.click({ timeout: 20_000 });
  await expect(page.locator('.jp-Notebook .jp-Cell').first()).toBeVisible();
  // Code that is run before the kernel has connected is lost.
  await expect(page.locator('#jp-bottom-panel')).toContainText('| Idle', { timeout: 60_000 });
};

/** Types into the last cell, runs it, and waits for its output. */
export const runCell = async (page: Page, code: string, output: string | RegExp): Promise<void> => {
  const cell = page.locator('.jp-Notebook .jp-CodeCell').last();
  await cell.locator('.cm-content').click();
  await page.keyboard.type(code);
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.jp-OutputArea-output').last()).toContainText(output, {
    timeout: 60_000,
  });
};

/** Saves the notebook on the screen. */
export const saveNotebook = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+s');
  // A new notebook asks for its name once.
  const rename = page.getByRole('dialog').getByRole('button', { name: /rename/i });
  if (await rename.isVisible({ timeout: 2000 }).catch(() => false)) await rename.click();
};

/** Changes the settings of a JupyterLab plugin as its settings editor does. */
export const setSetting = async (page: Page, plugin: string, values: object): Promise<void> => {
  const status = await page.evaluate(
    async ([id, raw]) => {
      const config = JSON.parse(
        document.getElementById('jupyter-config-data')?.textContent ?? '{}',
      ) as { baseUrl: string; token: string };
      const answer = await fetch(`${config.baseUrl}lab/api/settings/${id}`, {
        method: 'PUT',
        headers: { Authorization: `token ${config.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ raw }),
      });
      return answer.status;
    },
    [plugin, JSON.stringify(values)] as const,
  );
  expect(status).toBe(204);
};
