/** A browser without a screen: cookies by path, redirects, forms. */
export class Browser {
  #cookies = [];

  /** @param {string} origin scheme, host and port, without a slash at the end */
  constructor(origin) {
    this.origin = origin;
  }

  /** Requests a path or URL and follows redirects; the answer's `path` is where they ended. */
  async open(path, { method = 'GET', headers = {}, body } = {}) {
    let url = new URL(path, this.origin);
    let init = { method, headers, body };
    for (let hop = 0; hop < 15; hop++) {
      const response = await fetch(url, {
        ...init,
        headers: { ...init.headers, cookie: this.#cookiesFor(url) },
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
      });
      this.#keep(response);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || !location) {
        const text = await response.text();
        return { status: response.status, path: url.pathname, text, json: () => JSON.parse(text) };
      }
      await response.body?.cancel();
      url = new URL(location, url);
      init = { method: 'GET', headers: {}, body: undefined };
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

  #keep(response) {
    for (const line of response.headers.getSetCookie()) {
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
