import { Agent, request } from 'node:http';
import { pool } from '../../shared/pool.mjs';

const SOCKET = '/var/run/docker.sock';

/** Docker's own answer about one container; throws unless it has counters. */
const stats = (id, query, agent) =>
  new Promise((resolve, reject) => {
    const path = `/containers/${id}/stats?${query}`;
    const call = request({ socketPath: SOCKET, path, agent }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        try {
          const answer = JSON.parse(text);
          if (answer.cpu_stats?.cpu_usage?.total_usage > 0) resolve(answer);
          else throw new Error(text.slice(0, 200));
        } catch (error) {
          reject(new Error(`no counters for ${id} (${response.statusCode}): ${error.message}`));
        }
      });
    });
    call.once('error', reject);
    call.end();
  });

/** One pass over all containers, so many at once. */
export const statsPass = async (ids, { query, atOnce }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  try {
    return await pool(ids, atOnce, id => stats(id, query, agent));
  } finally {
    agent.destroy();
  }
};
