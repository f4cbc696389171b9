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

/** Lets JupyterLab follow the system's theme; holds from the next load on. */
export const followSystemTheme = (page: Page): Promise<void> =>
  callLab(page, 'lab/api/settings/@jupyterlab/apputils-extension:themes', {
    raw: JSON.stringify({ 'adaptive-theme': true }),
  });

/** Puts a text file into the person's workspace. */
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

const orbit = `from math import cos, sin, sqrt, pi

a, e = 180, 0.82            # half the long axis, eccentricity
b, c = a * sqrt(1 - e * e), a * e
periapsis, apoapsis = a * (1 - e), a * (1 + e)
print(f"nearest {periapsis:.0f}, farthest {apoapsis:.0f}")`;

const picture = `from IPython.display import SVG

def point(anomaly):
    return 210 + c - a * cos(anomaly), 120 + b * sin(anomaly)

dots = "".join(
    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="#e46e2e" fill-opacity="{0.25 + 0.75 * k / 40:.2f}"/>'
    for k in range(41) for x, y in [point(2 * pi * k / 41)]
)
SVG(f'''<svg xmlns="http://www.w3.org/2000/svg" width="560" height="240">
  <ellipse cx="{210 + c}" cy="120" rx="{a}" ry="{b:.1f}" fill="none" stroke="#8a93a3"/>
  <circle cx="{210 + 2 * c - 2 * c}" cy="120" r="22" fill="#d8a27c"/>{dots}
</svg>''')`;

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
        code('orbit', orbit),
        code('picture', picture),
      ],
    },
  });
