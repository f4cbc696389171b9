import { randomUUID } from 'node:crypto';
import { median, percentile, rounded, summary } from '../../shared/numbers.mjs';
import { startPlatform } from '../../shared/platform.mjs';
import { pool, sleep } from '../../shared/pool.mjs';
import { openForm, sendForm } from './forms.mjs';

export const about = 'signing in while strangers ask for accounts, each with a password to hash';
export const limitMinutes = 20;
export const defaults = { count: 20, rounds: 5, signUps: 24 };

const GOAL = 2;
const PASSWORD = 'battery-staple-7';
/** Keeps each name below its rate limit. */
const USERS = 8;

const signUp = async (platform, name) => {
  const form = await openForm(`${platform.url}hub/signup`);
  const { status } = await sendForm(form, {
    username: name,
    signup_password: PASSWORD,
    signup_password_confirmation: PASSWORD,
  });
  // Other responses come before the password is hashed and cause no load.
  if (status !== 200) throw new Error(`The sign-up of ${name} was refused: ${status}`);
};

const makeUser = async (platform, name) => {
  await signUp(platform, name);
  const answer = await fetch(`${platform.url}hub/api/perijove/accounts/${name}`, {
    method: 'PATCH',
    headers: { Authorization: `token ${platform.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ authorized: true }),
  });
  if (!answer.ok) throw new Error(`${name} is not approved: ${answer.status}`);
};

/** Users who sign in one after another; milliseconds from the form to its answer. */
const signIns = async (platform, users, count) => {
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const username = users[index % users.length];
    const form = await openForm(`${platform.url}hub/login`);
    const { ms, status } = await sendForm(form, { username, password: PASSWORD });
    if (status !== 302) throw new Error(`${username} is not let in: ${status}`);
    times.push(ms);
  }
  return times;
};

/** Keeps `atOnce` sign-ups on their way as long as `work` runs; answers how many were hashed. */
const besideSignUps = async (platform, atOnce, work) => {
  let [made, done] = [0, false];
  const strangers = Array.from({ length: atOnce }, async () => {
    while (!done) {
      await signUp(platform, `stranger-${randomUUID()}`);
      made += 1;
    }
  });
  const load = Promise.all(strangers);
  // Reported where it is awaited below: a rejection must not end the measurement.
  load.catch(() => undefined);
  await sleep(1000);
  const times = await work().finally(() => {
    done = true;
  });
  await load;
  return { times, made };
};

export const run = async ({ options: { count, rounds, signUps }, say, cleanup }) => {
  const platform = await startPlatform({
    engine: 'process',
    // Allow all sign-ups of the benchmark from one address.
    settings: {
      BENCH_PASSWORDS: '1',
      JUPYTERHUB_ADMIN: 'bench-root',
      JUPYTERHUB_ADMIN_PASSWORD: PASSWORD,
      PERIJOVE_SIGNUP_MAX_PENDING: '100000',
    },
    cleanup,
  });
  const users = Array.from({ length: USERS }, (_, index) => `bench-${index}`);
  await pool(users, 2, name => makeUser(platform, name));
  // Warm-up; each address is known for its name from here on.
  await signIns(platform, users, USERS);

  const [alone, beside, made] = [[], [], []];
  for (let round = 1; round <= rounds; round += 1) {
    alone.push(await signIns(platform, users, count));
    const loaded = await besideSignUps(platform, signUps, () => signIns(platform, users, count));
    beside.push(loaded.times);
    made.push(loaded.made);
    const [quiet, busy] = [alone, beside].map(of => rounded(percentile(of.at(-1), 95)));
    say(`Round ${round}: p95 ${quiet} ms alone, ${busy} ms beside ${loaded.made} sign-ups`);
  }
  const p95 = of => median(of.map(times => percentile(times, 95)));
  const ratio = p95(beside) / p95(alone);
  const row = (name, of) => [
    name,
    ...[50, 95, 100].map(percent => rounded(median(of.map(times => percentile(times, percent))))),
  ];
  return {
    head: [`sign-ins, ${count} a round, medians of ${rounds} rounds`, 'p50', 'p95', 'most'],
    rows: [row(`beside ${signUps} sign-ups at any moment, ms`, beside), row('alone, ms', alone)],
    notes: [`Sign-ups that were hashed meanwhile, by round: ${made.join(', ')}.`],
    ours: { p95Ms: rounded(p95(beside)), rounds: beside.map(summary), signUps: made },
    beside: { p95Ms: rounded(p95(alone)), rounds: alone.map(summary) },
    ratio: rounded(ratio),
    goal: `p95 beside ${signUps} sign-ups is less than ${GOAL} times that alone`,
    met: ratio < GOAL,
  };
};
