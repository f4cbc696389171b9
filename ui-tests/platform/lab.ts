import { expect, type Page } from '@playwright/test';

/** Waits until JupyterLab has loaded, its splash screen is gone and its layout is restored. */
export const labReady = async (page: Page): Promise<void> => {
  await expect(page).toHaveURL(/\/user\/[^/]+\/lab/, { timeout: 120_000 });
  await expect(page.locator('#jp-main-dock-panel')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('#jupyterlab-splash, #perijove-splash')).toHaveCount(0, {
    timeout: 30_000,
  });
  // The restored documents take the focus from menus and dialogs.
  await expect(page.locator('.jp-mod-restoring')).toHaveCount(0, { timeout: 30_000 });
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

/** Types a command into a new terminal of the lab that the page shows, and leaves it alone. */
export const runInTerminal = async (page: Page, command: string): Promise<void> => {
  await page.evaluate(async line => {
    const { baseUrl, token } = JSON.parse(
      document.getElementById('jupyter-config-data')?.textContent ?? '{}',
    ) as { baseUrl: string; token: string };
    const made = await fetch(`${baseUrl}api/terminals`, {
      method: 'POST',
      headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
    });
    const { name } = (await made.json()) as { name: string };
    const address = new URL(`${baseUrl}terminals/websocket/${name}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('error', () => {
        reject(new Error('The terminal does not answer.'));
      });
      // What it shows first is its prompt.
      socket.addEventListener('message', event => {
        if ((JSON.parse(String(event.data)) as unknown[])[0] === 'stdout') resolve();
      });
    });
    socket.send(JSON.stringify(['stdin', `${line}\r`]));
    await new Promise(resolve => setTimeout(resolve, 1000));
    socket.close();
  }, command);
};

/** The address of the lab that the page shows, and the token with which a program may use it. */
export const labApi = (page: Page): Promise<{ url: string; token: string }> =>
  page.evaluate(() => {
    const { baseUrl, token } = JSON.parse(
      document.getElementById('jupyter-config-data')?.textContent ?? '{}',
    ) as { baseUrl: string; token: string };
    return { url: new URL(baseUrl, location.href).href, token };
  });

/** Puts a notebook without cells of its own into the lab that the page shows. */
export const writeNotebook = async (page: Page, name: string): Promise<void> => {
  const status = await page.evaluate(async file => {
    const config = JSON.parse(
      document.getElementById('jupyter-config-data')?.textContent ?? '{}',
    ) as { baseUrl: string; token: string };
    const content = {
      cells: [
        {
          cell_type: 'code',
          id: 'a',
          source: '',
          metadata: {},
          outputs: [],
          execution_count: null,
        },
      ],
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    const answer = await fetch(`${config.baseUrl}api/contents/${file}`, {
      method: 'PUT',
      headers: { Authorization: `token ${config.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'notebook', format: 'json', content }),
    });
    return answer.status;
  }, name);
  expect(status).toBe(201);
};
