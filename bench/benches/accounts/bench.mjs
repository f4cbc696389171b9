import { percentile, rounded, summary } from '../../shared/numbers.mjs';
import { startPlatform } from '../../shared/platform.mjs';
import { sleep } from '../../shared/pool.mjs';
import { hubLatencyDuring } from '../../shared/hub-latency.mjs';

export const about =
  'accounts with generated passwords made in one batch, as the page of users makes them';
export const limitMinutes = 10;
export const defaults = { count: 500, rest: 10 };

const HUB_P95_MS = 100;
/** Names of one request, as in the page. */
const CHUNK = 10;

/** Makes accounts in requests one after another; answers what came of each name. */
const makeAll = async ({ service, token }, names) => {
  const results = [];
  for (let begin = 0; begin < names.length; begin += CHUNK) {
    const answer = await fetch(`${service}api/v1/users`, {
      method: 'POST',
      headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ usernames: names.slice(begin, begin + CHUNK) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST users: ${answer.status} ${text.slice(0, 300)}`);
    results.push(...JSON.parse(text).results);
  }
  return results;
};

export const run = async ({ options: { count, rest }, say, cleanup }) => {
  const platform = await startPlatform({
    engine: 'process',
    settings: { BENCH_PASSWORDS: '1' },
    cleanup,
  });
  const quiet = await hubLatencyDuring(platform.url, () => sleep(rest * 1000));
  say(`Making ${count} accounts`);
  const names = Array.from({ length: count }, (_, index) => `bench-${index}`);
  // One of fifty cannot be: it must cost none of the others.
  const given = names.flatMap((name, index) => (index % 50 === 49 ? [name, 'no/name'] : [name]));
  let results = [];
  let wallMs = 0;
  const hubMs = await hubLatencyDuring(platform.url, async () => {
    const start = performance.now();
    results = await makeAll(platform, given);
    wallMs = performance.now() - start;
  });
  const made = results.filter(({ result }) => result === 'created');
  if (made.length !== count) throw new Error(`${made.length} of ${count} accounts were made`);
  if (new Set(made.map(({ password }) => password)).size !== count) {
    throw new Error('two of them have the same password');
  }
  const p95 = percentile(hubMs, 95);
  return {
    head: [`${count} accounts`, 'value'],
    rows: [
      ['all made, seconds', rounded(wallMs / 1000)],
      ['accounts a second', rounded(count / (wallMs / 1000))],
      ['the hub answers meanwhile, p50, ms', rounded(percentile(hubMs, 50))],
      ['p95', rounded(p95)],
      ['p99', rounded(percentile(hubMs, 99))],
      ['most', rounded(percentile(hubMs, 100))],
      ['the hub at rest, p95, ms', rounded(percentile(quiet, 95))],
    ],
    ours: { seconds: rounded(wallMs / 1000), hubMs: summary(hubMs), quietMs: summary(quiet) },
    beside: null,
    ratio: null,
    goal: `GET /hub/api/ answers within ${HUB_P95_MS} ms meanwhile (p95)`,
    met: p95 < HUB_P95_MS,
  };
};
