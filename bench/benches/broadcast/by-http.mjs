import { request } from 'node:http';
import { pool } from '../../shared/pool.mjs';
import { startHelper } from './child.mjs';

/** Labs that are told at the same time. */
const AT_ONCE = 10;

const post = (port, body) =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const options = { host: '127.0.0.1', port, method: 'POST', path: '/notify', headers };
    const call = request(options, response => {
      response.resume();
      response.once('end', resolve);
    });
    call.once('error', reject);
    call.end(body);
  });

/**
 * The alternative: one HTTP request per lab, ten at a time. Favourable to it: the labs are tiny
 * and answer at once, and the requests do not pass the proxy.
 * Answers, for each round, milliseconds from the beginning until each lab had answered.
 */
export const measureByHttp = async ({ count, rounds, cleanup }) => {
  const helpers = [1, 2].map(() => startHelper('./fake-labs.mjs', cleanup));
  const half = Math.ceil(count / 2);
  const answers = await Promise.all(
    helpers.map((helper, index) => helper.ask({ count: index === 0 ? half : count - half })),
  );
  const ports = answers.flatMap(({ ports: some }) => some);
  const body = JSON.stringify({ message: 'Maintenance at 18:00', variant: 'info' });
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    all.push(
      await pool(ports, AT_ONCE, async port => {
        await post(port, body);
        return performance.now() - start;
      }),
    );
  }
  return all;
};
