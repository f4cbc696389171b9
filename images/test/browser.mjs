import { request } from 'node:http';
import { request as requestOverTls } from 'node:https';

/**
 * A headless browser: cookies by path, redirects, forms. It does not use `fetch`, which
 * marks each request as made by a script: JupyterHub then requires more than from a user.
 */
export class Browser {
  #cookies = [];

  /** @param {string} origin scheme, host and port, without a slash at the end */
  constructor(origin) {
    this.origin = origin;
  }

  /** Requests a path or URL and follows redirects; `path` of the response is the final one. */
  async open(path, { method = 'GET', headers = {}, body } = {}) {
    let url = new URL(path, this.origin);
    let call = { method, headers, body };
    for (let hop = 0; hop < 15; hop++) {
      const cookie = this.#cookiesFor(url);
      const answer = await send(url, { ...call, headers: { ...call.headers, cookie } });
      this.#keep(answer.headers['set-cookie'] ?? []);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || !location) {
        return { ...answer, path: url.pathname, json: () => JSON.parse(answer.text) };
      }
      url = new URL(location, url);
      call = { method: 'GET', headers: {} };
    }
    throw new Error(`${path} redirects without end, last to ${url.pathname}`);
  }

  /** Opens the page of a form, then sends the form with the page's XSRF token. */
  async submit(path, fields) {
    const page = await this.open(path);
    const token = /name="_xsrf"\s+value="([^"]+)"/.exec(page.text)?.[1];
    if (!token) throw new Error(`There is no form at ${path}: ${page.status}`);
    return this.open(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, _xsrf: token }).toString(),
    });
  }

  #keep(lines) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(/;\s*/);
      const at = pair.indexOf('=');
      const path = attributes.find(attribute => /^path=/i.test(attribute))?.slice(5) ?? '/';
      const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), path };
      this.#cookies = this.#cookies.filter(old => old.name !== cookie.name || old.path !== path);
      if (cookie.value && cookie.value !== '""') this.#cookies.push(cookie);
    }
  }

  #cookiesFor(url) {
    return this.#cookies
      .filter(cookie => `${url.pathname}/`.startsWith(cookie.path))
      .sort((a, b) => b.path.length - a.path.length)
      .map(cookie => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }
}

/** The secret in the HTML of our pages, which the API requires in addition to the cookie. */
export const secretOf = page => /name="perijove-page" content="([^"]+)"/.exec(page.text)?.[1] ?? '';

function send(url, { method, headers, body }) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const common = { method, headers: { ...headers, ...length }, timeout: 30_000 };
    // The deployment has a self-signed certificate.
    const options = { ...common, rejectUnauthorized: false };
    const open = url.protocol === 'https:' ? requestOverTls : request;
    const sent = open(url, options, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => (text += chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${url.pathname} does not answer`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
