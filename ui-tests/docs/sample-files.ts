import type { Page } from '@playwright/test';

/** Calls the interface of the lab that is open on the page, as its own pages do. */
const callLab = async (page: Page, path: string, body: unknown): Promise<void> => {
  await page.evaluate(
    async ({ path: rest, text }) => {
      const xsrf = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
      const base = /^.*\/user\/[^/]+\//.exec(location.pathname)?.[0] ?? '/';
      const answer = await fetch(base + rest, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'x-xsrftoken': decodeURIComponent(xsrf) },
        body: text,
      });
      if (!answer.ok) throw new Error(`${rest}: ${answer.status} ${await answer.text()}`);
    },
    { path, text: JSON.stringify(body) },
  );
};

/** Lets JupyterLab follow the system's theme and ask no questions; holds from the next load on. */
export const quietLab = async (page: Page): Promise<void> => {
  const put = (plugin: string, settings: object): Promise<void> =>
    callLab(page, `lab/api/settings/@jupyterlab/apputils-extension:${plugin}`, {
      raw: JSON.stringify(settings),
    });
  await put('themes', { 'adaptive-theme': true });
  await put('notification', { fetchNews: 'false', checkForUpdates: false });
};

/** Writes a text file to the user's workspace. */
export const putText = (page: Page, name: string, content: string): Promise<void> =>
  callLab(page, `api/contents/${name}`, { type: 'file', format: 'text', content });

const markdown = (id: string, source: string): object => ({
  id,
  cell_type: 'markdown',
  metadata: {},
  source,
});

const code = (id: string, source: string): object => ({
  id,
  cell_type: 'code',
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});

/** A module that draws with nothing but Python itself; for the workspace. */
export const sampleScript = `from math import cos, pi, sin, sqrt

from IPython.display import SVG


def orbit(a, e):
    """An orbit around Jupiter: half its long axis, and its eccentricity."""
    b, c = a * sqrt(1 - e * e), a * e
    x0 = 60 + a
    dots = "".join(
        f'<circle cx="{x0 - a * cos(t):.1f}" cy="{b + 30 + b * sin(t):.1f}" r="4" fill="#e46e2e"'
        f' fill-opacity="{0.2 + 0.8 * k / 40:.2f}"/>'
        for k in range(41)
        for t in [2 * pi * k / 41]
    )
    return SVG(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * a + 120}" height="{2 * b + 60}">'
        f'<ellipse cx="{x0}" cy="{b + 30}" rx="{a}" ry="{b}" fill="none" stroke="#8a93a3"/>'
        f'<circle cx="{x0 - c}" cy="{b + 30}" r="26" fill="#d8a27c"/>{dots}</svg>'
    )
`;

const numbers = `a, e = 230, 0.8     # half the long axis, eccentricity
print(f"nearest {a * (1 - e):.0f}, farthest {a * (1 + e):.0f}")`;

const picture = `from sketch import orbit

orbit(a, e)`;

/** A small notebook that computes and draws something real with nothing but Python itself. */
export const putNotebook = (page: Page, name: string): Promise<void> =>
  callLab(page, `api/contents/${name}`, {
    type: 'notebook',
    format: 'json',
    content: {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {
        kernelspec: { name: 'python3', display_name: 'Python 3 (ipykernel)', language: 'python' },
      },
      cells: [
        markdown('words', '# Perijove\n\nThe point of an orbit that is nearest to Jupiter.'),
        code('numbers', numbers),
        code('picture', picture),
      ],
    },
  });
