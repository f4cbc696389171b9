import { userNames, addUsers } from '../../../scripts/test-env/populate.mjs';
import { rounded, summary } from '../../shared/numbers.mjs';
import { timed, until } from '../../shared/pool.mjs';
import { startPlatform } from '../../shared/platform.mjs';
import { measureScreens } from './screen.mjs';

export const about = "the activity list of many users, beside JupyterHub's admin page";
export const limitMinutes = 15;
export const defaults = { count: 10_000, requests: 200, visits: 5 };

const API_P95_MS = 50;
const SCREEN_MS = 1000;
const PAGE = 50;
/** Every column that the list can be sorted by. */
const SORTS = [
  ...['user', 'status', 'cpu', 'memory', 'volumes', 'timeLeft'],
  ...['lastActivity', 'score', 'image'],
];

/** What the admin page of JupyterHub 5 asks for. */
const hubQuery = offset => `include_stopped_servers&offset=${offset}&limit=${PAGE}&sort=id`;

/** One request after another, each read to its end. */
const measure = async ({ requests, addressOf, headers, check }) => {
  const times = [];
  for (let request = 0; request < requests; request += 1) {
    const { ms, answer } = await timed(async () => {
      const response = await fetch(addressOf(request), { headers });
      return { ok: response.ok, data: await response.json() };
    });
    if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.data).slice(0, 300)}`);
    check(answer.data);
    times.push(ms);
  }
  return times;
};

const exactly = (wanted, what) => found => {
  if (found !== wanted) throw new Error(`${found} ${what} instead of ${wanted}`);
};

export const run = async ({ options: { count, requests, visits }, say, cleanup }) => {
  say(`Starting a hub with ${count} users`);
  const platform = await startPlatform({
    engine: 'process',
    // Samples for all users soon, so that scores are computed as on a platform in use.
    settings: { JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL: '10' },
    cleanup,
    prepareData: data => addUsers(data, userNames(0, count)),
  });
  const headers = { Authorization: `token ${platform.token}` };
  const activity = `${platform.service}api/v1/activity?limit=${PAGE}`;
  const list = async () => (await fetch(activity, { headers })).json();
  await until(async () => (await list()).items?.some(row => row.score !== null), {
    timeoutMs: 120_000,
    everyMs: 2000,
    words: 'no score within two minutes',
  });
  const { total, nextCursor } = await list();
  if (total < count) throw new Error(`the list has ${total} of ${count} users`);

  say(`${requests} requests to each`);
  const questions = [
    ...SORTS.flatMap(sort => [`sort=${sort}`, `sort=${sort}&order=desc`]),
    `cursor=${encodeURIComponent(nextCursor)}`,
    'sort=user&search=user-0',
    'sort=score&order=desc&search=RSON-01',
    'sort=lastActivity&status=offline',
  ];
  const ours = await measure({
    requests,
    addressOf: request => `${activity}&${questions[request % questions.length]}`,
    headers,
    check: ({ items }) => exactly(PAGE, 'rows')(items.length),
  });
  const pages = Math.floor(count / PAGE);
  const beside = await measure({
    requests,
    addressOf: request => `${platform.url}hub/api/users?${hubQuery((request % pages) * PAGE)}`,
    headers: { ...headers, Accept: 'application/jupyterhub-pagination+json' },
    check: ({ items }) => exactly(PAGE, 'users')(items.length),
  });
  say('The page in a browser');
  const { oursMs } = await measureScreens({ platform, times: visits, cleanup });

  const row = (what, { p50, p95, max }) => [what, p50, p95, max];
  const [our, their] = [summary(ours), summary(beside)];
  return {
    head: [`ms, ${count} users, ${PAGE} rows`, 'p50', 'p95', 'max'],
    rows: [
      row('Perijove, GET /activity', our),
      row('JupyterHub, GET /users', their),
      ['Perijove, first rows on screen', rounded(oursMs), '', ''],
    ],
    ours: { unit: 'ms', api: our, screen: rounded(oursMs) },
    beside: { unit: 'ms', api: their },
    ratio: rounded(our.p95 / their.p95),
    goal: `API p95 at most ${API_P95_MS} ms, first rows on screen within ${SCREEN_MS} ms`,
    met: our.p95 <= API_P95_MS && oursMs <= SCREEN_MS,
  };
};
