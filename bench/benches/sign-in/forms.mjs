import { Agent, request } from 'node:http';
import { timed } from '../../shared/pool.mjs';

const agent = new Agent({ keepAlive: true });

/** `fetch` marks requests as made by scripts, and the hub serves forms to browsers only. */
const send = (address, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const call = request(address, { method, agent, headers: { Accept: 'text/html', ...headers } });
    call.once('error', reject);
    call.once('response', answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.once('error', reject);
      answer.once('end', () => {
        const { statusCode: status } = answer;
        const cookies = answer.headers['set-cookie'] ?? [];
        resolve({ status, cookies, text: Buffer.concat(parts).toString() });
      });
    });
    call.end(body);
  });

/** A new browser at one of the hub's forms: its cookies, and the form's XSRF token. */
export const openForm = async address => {
  const { status, cookies, text } = await send(address, { method: 'GET' });
  const xsrf = /name="_xsrf"\s+value="([^"]+)"/.exec(text)?.[1];
  if (xsrf === undefined) throw new Error(`GET ${address}: ${status}, and no form`);
  return { address, cookie: cookies.map(line => line.split(';', 1)[0]).join('; '), xsrf };
};

/** Sends the form; returns status, text and milliseconds. */
export const sendForm = async ({ address, cookie, xsrf }, fields) => {
  const body = new URLSearchParams({ ...fields, _xsrf: xsrf }).toString();
  const headers = {
    Cookie: cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  const { ms, answer } = await timed(() => send(address, { method: 'POST', headers, body }));
  return { ms, ...answer };
};
