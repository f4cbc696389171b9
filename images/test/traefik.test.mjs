/**
 * The platform as users reach it: through Traefik, over TLS.
 *
 *   docker pull (the image of compose.yml) && node --test images/test/traefik.test.mjs
 *
 * Traefik's image comes from a registry. The tests are skipped if it was not pulled.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildImages } from '../../scripts/docker/build.mjs';
import { ROOT } from '../../scripts/docker/images.mjs';
import { imagesIn } from '../../scripts/docker/pin.mjs';
import { freePorts } from '../../scripts/setup/ports.mjs';
import { run } from '../../scripts/test-env/apt.mjs';
import { ensureCompose } from '../../scripts/test-env/compose.mjs';
import { ensureDocker } from '../../scripts/test-env/engine.mjs';
import { Browser, secretOf } from './browser.mjs';
import { createDeployment } from './deployment.mjs';
import { eventually } from './eventually.mjs';

const IMAGE = imagesIn(readFileSync(join(ROOT, 'compose.yml'), 'utf8')).find(name =>
  name.startsWith('traefik:'),
);
const ADMIN = `boss${randomBytes(3).toString('hex')}`;
const PASSWORD = randomBytes(12).toString('base64url');
const PAGES = '/jupyterhub/services/perijove/';
const API = `${PAGES}api/v1`;
const say = line => console.error(line);

const engine = await ensureDocker({ log: say });
const fetched = engine.available && (await run('docker', ['image', 'inspect', IMAGE])).code === 0;
if (!fetched) say(`Traefik is not tested: its image ${IMAGE} is not on this machine.`);
else describe('the platform behind Traefik', behindTraefik);

function behindTraefik() {
  /** @type {ReturnType<typeof createDeployment>} */
  let platform;
  /** @type {Browser} */
  let browser;
  let plain = '';
  let secure = '';

  const call = async (method, path, body) => {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-xsrftoken': secretOf(await browser.open(PAGES)),
    };
    return browser.open(`${API}${path}`, { method, headers, body: body && JSON.stringify(body) });
  };

  before(async () => {
    const only = ['hub', 'backend'];
    await buildImages({
      only,
      localBase: process.env.PERIJOVE_TEST_PUBLIC_BASE !== '1',
      tag: 'test',
      log: say,
    });
    const [http, https] = (await freePorts(2)).map(String);
    platform = createDeployment(await ensureCompose(), {
      PERIJOVE_TAG: 'test',
      JUPYTERHUB_ADMIN: ADMIN,
      JUPYTERHUB_GPU_ENABLED: '0',
      PERIJOVE_HTTP_PORT: http,
      PERIJOVE_HTTPS_PORT: https,
    });
    await platform.up('traefik');
    plain = `http://127.0.0.1:${http}`;
    secure = `https://127.0.0.1:${https}`;
    browser = new Browser(secure);
    await eventually('the platform answers through Traefik', async () => {
      const { status } = await browser.open(`${API}/health`).catch(() => ({ status: 0 }));
      return status === 200 ? true : `it says ${status}:\n${await platform.logs('hub')}`;
    });
  });

  after(async () => {
    if (platform && process.env.PERIJOVE_TEST_KEEP !== '1') await platform.remove();
  });

  it('leads from plain HTTP to TLS', async () => {
    const { status, location } = await answerOf(request, `${plain}/somewhere`);
    assert.equal(status, 301);
    assert.equal(location, `${secure}/somewhere`);
  });

  it('leads from the bare address to the platform', async () => {
    const { status, location } = await answerOf(requestOverTls, `${secure}/`);
    assert.equal(status, 302);
    assert.equal(location, `${secure}/jupyterhub/`);
  });

  it('lets the administrator sign up and in', async () => {
    const code = await platform.exec('hub', 'cat', '/data/secrets/first-admin-code');
    const fields = { username: ADMIN, code, signup_password: PASSWORD };
    await browser.submit('/jupyterhub/hub/signup', {
      ...fields,
      signup_password_confirmation: PASSWORD,
    });
    await browser.submit('/jupyterhub/hub/login', { username: ADMIN, password: PASSWORD });
    const me = await call('GET', '/me');
    assert.equal(me.json().name, ADMIN, me.text);
  });

  it('passes an announcement on the moment it is put up', async () => {
    const stream = await streamOf(`${secure}${API}/announcement/stream`);
    const text = `Maintenance ${randomBytes(4).toString('hex')}`;
    const announcement = { message: text, variant: 'info', until: null };
    const put = await call('PUT', '/announcement', { announcement });
    assert.equal(put.status, 200, put.text);
    await eventually('the stream tells it', () =>
      stream.text().includes(text) ? true : `it said ${JSON.stringify(stream.text())}`,
    );
    stream.close();
  });

  it('takes from labs the headers that reach over the whole host', async () => {
    const { headers } = await answerOf(requestOverTls, `${secure}/jupyterhub/user/nobody/`);
    assert.equal(headers['cross-origin-opener-policy'], 'unsafe-none');
    const { headers: ours } = await answerOf(requestOverTls, `${secure}/jupyterhub/hub/login`);
    assert.equal(ours['cross-origin-opener-policy'], 'same-origin');
  });

  // One is told by the hub, the other by the backend: each has its own way to know.
  for (const action of ['user.sign_in', 'announcement.set']) {
    it(`records the address of the user, not that of Traefik: ${action}`, async () => {
      const traefik = await platform.container('traefik');
      const here = '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}';
      const { items } = (await call('GET', '/audit')).json();
      const address = items.find(event => event.action === action)?.address;
      assert.equal(address, await platform.inspect(traefik, here), JSON.stringify(items));
    });
  }
}

/** Where an address leads, without going there. */
function answerOf(ask, address) {
  return new Promise((resolve, reject) => {
    const sent = ask(address, { rejectUnauthorized: false, timeout: 30_000 }, answer => {
      answer.resume();
      resolve({
        status: answer.statusCode,
        location: answer.headers.location ?? '',
        headers: answer.headers,
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** What arrives on an answer that does not end. */
function streamOf(address) {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/event-stream' };
    const sent = requestOverTls(address, { rejectUnauthorized: false, headers }, answer => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', chunk => (text += chunk));
      answer.on('error', () => {});
      resolve({ text: () => text, close: () => sent.destroy() });
    });
    sent.on('error', reject);
    sent.end();
  });
}
