import { chromium } from 'playwright-core';
import { browserOptions } from '../../shared/browser.mjs';
import { median, rounded, summary } from '../../shared/numbers.mjs';
import { sleep } from '../../shared/pool.mjs';
import { startPlatform } from '../../shared/platform.mjs';
import { compressedSizes } from './sizes.mjs';
import { hasExtensions, openLab, visit } from './visit.mjs';

export const about = 'JupyterLab from navigation to its main area, with and without the extensions';
export const limitMinutes = 15;
export const defaults = { runs: 5 };

const MORE_MS = 100;
const COMPRESSED_BYTES = 80_000;
/** A lab keeps loading after a visit; the next visit must not pay for it. */
const PAUSE_MS = 2000;

const openBoth = async ({ cleanup, say }) => {
  const browser = await chromium.launch(browserOptions);
  const labs = {};
  for (const which of ['with', 'without']) {
    say(`Opening a lab ${which} the extensions`);
    const settings = which === 'with' ? {} : { PERIJOVE_LABEXTENSIONS: '/nonexistent' };
    const platform = await startPlatform({ engine: 'process', settings, cleanup });
    cleanup.add(() => platform.api.stop('bench-admin'));
    labs[which] = await openLab(browser, platform);
    if ((await hasExtensions(labs[which])) !== (which === 'with')) {
      throw new Error(`the lab ${which} extensions is not what it should be`);
    }
  }
  cleanup.add(() => browser.close());
  return labs;
};

export const run = async ({ options: { runs }, say, cleanup }) => {
  const sizes = compressedSizes();
  const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const labs = await openBoth({ cleanup, say });
  const times = { with: [], without: [] };
  say(`${runs} visits to each, in turn`);
  for (let index = 0; index < runs; index += 1) {
    for (const which of index % 2 === 0 ? ['without', 'with'] : ['with', 'without']) {
      times[which].push(await visit(labs[which]));
      await sleep(PAUSE_MS);
    }
  }
  const moreMs = median(times.with) - median(times.without);
  const row = (what, of) => [what, rounded(median(of)), ...of.map(rounded)];
  return {
    head: ['ms', 'median', ...times.with.map((_, index) => `#${index + 1}`)],
    rows: [
      row('with the extensions', times.with),
      row('without', times.without),
      ['more', rounded(moreMs), ...times.with.map(() => '')],
    ],
    notes: [
      `compressed: ${bytes} bytes in total; ${Object.entries(sizes)
        .map(([name, size]) => `${name} ${size}`)
        .join(', ')}`,
    ],
    ours: { unit: 'ms', start: summary(times.with), moreMs: rounded(moreMs), bytes, sizes },
    beside: { unit: 'ms', start: summary(times.without) },
    ratio: rounded(median(times.with) / median(times.without)),
    goal: `at most ${MORE_MS} ms more, at most ${COMPRESSED_BYTES / 1000} kB compressed`,
    met: moreMs <= MORE_MS && bytes <= COMPRESSED_BYTES,
  };
};
