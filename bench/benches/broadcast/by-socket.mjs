import { startPlatform } from '../../shared/platform.mjs';
import { pool, sleep, until } from '../../shared/pool.mjs';
import { cpuSeconds } from '../../shared/process.mjs';
import { startHelper } from './child.mjs';

/** A pause between rounds, so that one round's reports do not weigh on the next. */
const PAUSE_MS = 2000;

const openPages = async ({ platform, names, cleanup, say }) => {
  say(`Making ${names.length} users and their labs' tokens`);
  await platform.api.makeUsers(names);
  const tokens = await platform.api.makeTokens(names);
  const users = names.map((name, index) => ({ name, token: tokens[index] }));
  const helpers = [1, 2].map(() => startHelper('./pages.mjs', cleanup));
  const half = Math.ceil(users.length / 2);
  const shares = [users.slice(0, half), users.slice(half)];
  say(`Opening ${users.length} pages through the proxy`);
  const path = new URL('socket.io/', platform.service).pathname;
  const url = new URL(platform.url).origin;
  const answers = await Promise.all(
    helpers.map((helper, index) => helper.ask({ call: 'open', url, path, users: shares[index] })),
  );
  const open = answers.reduce((sum, answer) => sum + answer.open, 0);
  if (open !== users.length) throw new Error(`only ${open} of ${users.length} pages are open`);
  return helpers;
};

/** One broadcast; milliseconds from the sender's request to each page, and to the database. */
const broadcast = async ({ platform, pid, helpers, count }) => {
  const service = `${platform.service}api/v1`;
  const headers = { Authorization: `token ${platform.token}`, 'Content-Type': 'application/json' };
  const get = async path => {
    const answer = await fetch(`${service}${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const cpuBefore = cpuSeconds(pid);
  const startMs = Date.now();
  const start = process.hrtime.bigint();
  const answer = await fetch(`${service}/notifications`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ message: 'Maintenance at 18:00', audience: { to: 'all' } }),
  });
  const { sent, error } = await answer.json();
  const acceptedMs = Number(process.hrtime.bigint() - start) / 1e6;
  if (!answer.ok) throw new Error(`the broadcast was refused: ${JSON.stringify(error)}`);

  await until(
    async () => {
      const { items } = await get('/notifications/sent?limit=1');
      return items[0]?.id === sent.id && items[0].counts.delivered >= count;
    },
    { timeoutMs: 30_000, everyMs: 500, words: 'not every page acknowledged within 30 s' },
  );
  const cpuMs = (cpuSeconds(pid) - cpuBefore) * 1000;
  const storedMs = [];
  for (let cursor = ''; cursor !== null;) {
    const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await get(`/notifications/${sent.id}/deliveries?limit=200${more}`);
    for (const { deliveredAt } of page.items) {
      if (deliveredAt !== null) storedMs.push(Date.parse(deliveredAt) - startMs);
    }
    cursor = page.nextCursor;
  }
  const shown = await Promise.all(
    helpers.map(helper => helper.ask({ call: 'shown', id: sent.id })),
  );
  const shownMs = shown.flatMap(({ times }) => times.map(at => Number(BigInt(at) - start) / 1e6));
  if (shownMs.length !== count || storedMs.length !== count) {
    throw new Error(`${shownMs.length} pages showed it, ${storedMs.length} are stored`);
  }
  return { shownMs, storedMs, acceptedMs, cpuMs };
};

/** Broadcasts through the real backend, behind the real proxy, to real sockets. */
export const measureBySocket = async ({ count, rounds, cleanup, say }) => {
  const platform = await startPlatform({ engine: 'process', cleanup });
  const names = Array.from({ length: count }, (_, index) => `bench-${index}`);
  const helpers = await openPages({ platform, names, cleanup, say });
  // The backend reads all users from the hub every 30 s; a broadcast goes to those it knows.
  await until(
    async () => {
      const answer = await fetch(`${platform.service}api/v1/notifications/options`, {
        headers: { Authorization: `token ${platform.token}` },
      });
      return answer.ok && (await answer.json()).users >= count;
    },
    { timeoutMs: 60_000, words: 'the backend does not know all users' },
  );
  const pid = await platform.backendPid();
  say(`Sending ${rounds} broadcasts`);
  return pool(Array.from({ length: rounds }), 1, async () => {
    await sleep(PAUSE_MS);
    return broadcast({ platform, pid, helpers, count });
  });
};
