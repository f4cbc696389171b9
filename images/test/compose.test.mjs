/**
 * The platform of compose.yml, used over HTTP without a browser:
 *
 *   node --test images/test/compose.test.mjs
 *
 * Without a Docker engine it is skipped with the reason; PERIJOVE_TEST_REQUIRE=1 makes
 * that a failure. PERIJOVE_TEST_PUBLIC_BASE=1 builds from the public base images.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { buildImages } from '../../scripts/docker/build.mjs';
import { ensureCompose } from '../../scripts/test-env/compose.mjs';
import { ensureDocker } from '../../scripts/test-env/engine.mjs';
import { Browser, secretOf } from './browser.mjs';
import { createDeployment } from './deployment.mjs';
import { eventually } from './eventually.mjs';

const REQUIRED = process.env.PERIJOVE_TEST_REQUIRE === '1';
const PUBLIC = process.env.PERIJOVE_TEST_PUBLIC_BASE === '1';
const BASE = '/jupyterhub';
const SERVICE = `${BASE}/services/perijove/`;
// Volumes are named after users: a separate prefix protects the data of other deployments.
const ADMIN = `boss${randomBytes(3).toString('hex')}`;
const PASSWORD = randomBytes(12).toString('base64url');
const say = line => console.error(line);

const whyNot = await missing();

describe('the platform in containers', { skip: REQUIRED ? false : whyNot }, () => {
  /** @type {ReturnType<typeof createDeployment>} */
  let platform;
  /** @type {Browser} */
  let browser;
  let xsrfToken = '';

  const call = async (method, path, body) => {
    const headers = { accept: 'application/json', 'x-xsrftoken': xsrfToken };
    if (body) headers['content-type'] = 'application/json';
    const options = { method, headers, body: body && JSON.stringify(body) };
    return browser.open(`${SERVICE}api/v1${path}`, options);
  };
  const server = async () => (await call('GET', `/users/${ADMIN}/server`)).json();

  const originOf = async service =>
    `http://${await platform.addressOf(await platform.container(service))}:8000`;

  const crashedNever = async () => {
    for (const service of ['hub', 'backend']) {
      const restarts = await platform.inspect(
        await platform.container(service),
        '{{.RestartCount}}',
      );
      assert.equal(restarts, '0', await platform.logs(service));
    }
  };

  before(async () => {
    assert.equal(whyNot, false, String(whyNot));
    const only = ['hub', 'backend', 'lab'];
    const images = await buildImages({ only, localBase: !PUBLIC, tag: 'test', log: say });
    platform = createDeployment(await ensureCompose(), {
      PERIJOVE_TAG: 'test',
      JUPYTERHUB_ADMIN: ADMIN,
      JUPYTERHUB_NOTEBOOK_IMAGE: images.lab,
      JUPYTERHUB_GPU_ENABLED: '0',
    });
    await platform.up();
    browser = new Browser(await originOf('hub'));
  });

  after(async () => {
    if (platform && process.env.PERIJOVE_TEST_KEEP !== '1') await platform.remove();
  });

  it('becomes healthy', async () => {
    for (const service of ['hub', 'backend']) {
      const id = await platform.container(service);
      await eventually(`${service} is healthy`, async () => {
        const health = await platform.inspect(id, '{{.State.Health.Status}}');
        return health === 'healthy' ? true : `it is ${health}:\n${await platform.logs(service)}`;
      });
    }
  });

  it('publishes no port of hub or backend', async () => {
    for (const service of ['hub', 'backend']) {
      const bindings = '{{json .HostConfig.PortBindings}}';
      const ports = await platform.inspect(await platform.container(service), bindings);
      assert.ok(ports === '{}' || ports === 'null', `${service} publishes ${ports}`);
    }
  });

  it('gives the Docker socket only to the backend, which is not root', async () => {
    const mounts = '{{range .Mounts}}{{.Destination}} {{end}}';
    const hub = await platform.inspect(await platform.container('hub'), mounts);
    assert.doesNotMatch(hub, /docker\.sock/);
    const ids = await platform.exec('backend', 'grep', '^Uid:', '/proc/1/status');
    assert.match(ids, /^Uid:\s+1000\s+1000\s+1000\s+1000$/);
    assert.match(await platform.exec('hub', 'id', '-u'), /^1000$/);
  });

  it('lets the first administrator sign up, sign in and use the backend', async () => {
    const signedUp = await browser.submit(`${BASE}/hub/signup`, {
      username: ADMIN,
      code: await platform.exec('hub', 'cat', '/data/secrets/first-admin-code'),
      signup_password: PASSWORD,
      signup_password_confirmation: PASSWORD,
    });
    assert.equal(signedUp.status, 200, signedUp.text);
    await browser.submit(`${BASE}/hub/login`, { username: ADMIN, password: PASSWORD });
    const pages = await browser.open(SERVICE);
    assert.equal(pages.status, 200, pages.text);
    assert.equal(pages.path, SERVICE);
    xsrfToken = secretOf(pages);
    const me = (await call('GET', '/me')).json();
    assert.equal(me.name, ADMIN);
    assert.equal(me.admin, true);
  });

  it('records the client address of a sign-in behind its proxy', async () => {
    const hub = await platform.container('hub');
    const network = `(index .NetworkSettings.Networks "${platform.network}")`;
    const here = await platform.inspect(hub, `{{${network}.Gateway}}`);
    const { items } = (await call('GET', '/audit')).json();
    const signIn = items.find(({ action }) => action === 'user.sign_in');
    assert.equal(signIn?.address, here, JSON.stringify(items));
  });

  it('serves the pages with their scripts', async () => {
    const page = await browser.open(SERVICE);
    const script = /<script[^>]+src="([^"]+\.js)"/.exec(page.text)?.[1];
    assert.ok(script, page.text);
    const answer = await browser.open(new URL(script, `${browser.origin}${SERVICE}`).href);
    assert.equal(answer.status, 200);
  });

  it('starts a lab in its own container', async () => {
    const started = await call('POST', `/users/${ADMIN}/server/start`, {});
    assert.equal(started.status, 202, started.text);
    await eventually('the lab runs', async () => {
      const view = await server();
      if (view.phase === 'running') return true;
      return `it is ${view.phase}: ${JSON.stringify(view.failure ?? view.progress.at(-1))}`;
    });
    assert.equal((await platform.labs()).length, 1);
  });

  it('opens JupyterLab with the extensions that the platform mounts into it', async () => {
    const lab = await browser.open(`${BASE}/user/${ADMIN}/lab`);
    assert.equal(lab.status, 200, lab.text);
    const config = /<script id="jupyter-config-data"[^>]*>([\s\S]*?)<\/script>/.exec(lab.text)?.[1];
    assert.ok(config, lab.text.slice(0, 500));
    const names = JSON.parse(config).federated_extensions.map(extension => extension.name);
    for (const name of ['lab-hub', 'lab-notifications', 'lab-session', 'lab-branding']) {
      assert.ok(
        names.includes(`@perijove/${name}`),
        `${name} is missing among ${names.join(', ')}`,
      );
    }
  });

  it('reads the memory of the lab from the backend container', async () => {
    await eventually('there is a reading', async () => {
      const { usage } = await server();
      return usage && usage.memoryBytes > 20e6 ? true : `usage is ${JSON.stringify(usage)}`;
    });
  });

  it("reads the network traffic of the lab from the host's /proc", async () => {
    assert.doesNotMatch(await platform.logs('backend'), /cgroups of labs cannot be read/);
    await eventually('its traffic shows', async () => {
      await browser.open(`${BASE}/user/${ADMIN}/lab`);
      const { networkReceivedPerSecond: received } = (
        await call('GET', `/activity/${ADMIN}/history?range=1h`)
      ).json();
      return received.some(rate => rate !== null && rate > 0)
        ? true
        : `the newest readings are ${JSON.stringify(received.slice(-9))}`;
    });
  });

  it('isolates the backend from labs', async () => {
    const [lab] = await platform.labs();
    const backend = await platform.container('backend');
    const addresses = await platform.inspect(
      backend,
      '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}',
    );
    for (const host of ['backend', 'backend.private', ...addresses.trim().split(' ')]) {
      for (const port of [8090, 18082]) {
        const connect = `import socket; socket.create_connection(("${host}", ${port}), 2)`;
        const attempt = platform.docker('exec', lab, 'python3', '-c', connect);
        await assert.rejects(attempt, undefined, `a lab reaches ${host}:${port}`);
      }
    }
    const hub = 'import socket; socket.create_connection(("hub", 8081), 5)';
    await platform.docker('exec', lab, 'python3', '-c', hub);
  });

  it("isolates labs from the hub's other ports and from the metadata service", async () => {
    const [lab] = await platform.labs();
    for (const [host, port] of [
      ['hub', 8000],
      ['169.254.169.254', 80],
    ]) {
      const connect = `import socket; socket.create_connection(("${host}", ${port}), 2)`;
      const attempt = platform.docker('exec', lab, 'python3', '-c', connect);
      await assert.rejects(attempt, undefined, `a lab reaches ${host}:${port}`);
    }
  });

  it('writes only to its volumes and /tmp, within limits', async () => {
    for (const service of ['init', 'hub', 'backend']) {
      const id = await platform.container(service);
      const format =
        '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.Memory}} {{json .HostConfig.PidsLimit}}';
      const limits = await platform.inspect(id, format);
      assert.match(limits, /^true \[ALL\] [1-9]\d* [1-9]\d*$/, service);
    }
  });

  it('writes private files', async () => {
    for (const service of ['hub', 'backend']) {
      const find = ['find', '/data', '-perm', '/077', '!', '-type', 'l'];
      const id = await platform.container(service);
      const open = await platform.docker('exec', '--user', '1000', id, ...find);
      assert.equal(open, '', `${service} leaves open what others can use`);
    }
  });

  // Docker resets the count after a requested restart.
  it('has not crashed before the restarts', crashedNever);

  it('keeps the lab running while backend and hub restart', async () => {
    const [lab] = await platform.labs();
    const started = await platform.inspect(lab, '{{.State.StartedAt}}');
    await platform.restart('backend');
    assert.match(
      await platform.logs('backend'),
      /stopping \(SIGTERM\)/,
      'it was not asked to stop',
    );
    await platform.restart('hub');
    // Docker may give it another address.
    browser.origin = await originOf('hub');
    await eventually('everything is back', async () => {
      const answer = await call('GET', `/users/${ADMIN}/server`).catch(error => error);
      return answer.status === 200 && answer.json().phase === 'running'
        ? true
        : `the answer is ${answer.status ?? answer} ${answer.text ?? ''}`;
    });
    assert.equal(await platform.inspect(lab, '{{.State.StartedAt}}'), started);
    const page = await browser.open(`${BASE}/user/${ADMIN}/lab`);
    assert.equal(page.status, 200);
  });

  it('keeps its secrets when it starts again', async () => {
    const secrets = () => platform.exec('hub', 'sh', '-c', 'cat /secrets/*-token');
    const earlier = await secrets();
    assert.match(earlier, /^[0-9a-f]{64}\n[0-9a-f]{64}$/);
    await platform.up();
    assert.equal(await secrets(), earlier);
  });

  it('can be backed up while it runs, as documented', async () => {
    const copy =
      "new (require('better-sqlite3'))('/data/backend/state.db').backup('/data/copy.db')";
    const count = "new (require('better-sqlite3'))('/data/copy.db').pragma('user_version')[0]";
    const backend = await platform.container('backend');
    const node = script => platform.docker('exec', '--user', 'node', backend, 'node', '-p', script);
    await node(copy);
    assert.match(await node(count), /user_version: [1-9]/);
    const hub =
      "import sqlite3; c = sqlite3.connect('/data/copy.sqlite'); " +
      "sqlite3.connect('/data/hub/jupyterhub.sqlite').backup(c); " +
      "print(c.execute('select name from users').fetchall())";
    assert.match(await platform.exec('hub', 'python3', '-c', hub), new RegExp(ADMIN));
  });

  it('has not crashed after the restarts', crashedNever);

  it('stops the lab and removes its container', async () => {
    const stopped = await call('POST', `/users/${ADMIN}/server/stop`, {});
    assert.equal(stopped.status, 202, stopped.text);
    await eventually('the lab is gone', async () => {
      const labs = await platform.labs();
      return labs.length === 0 ? true : `${labs.length} containers are there`;
    });
  });
});

/** Why this cannot run here, or false. */
async function missing() {
  const engine = await ensureDocker({ log: say });
  if (!engine.available) return engine.why;
  const compose = await ensureCompose({ log: say });
  return compose.command ? false : compose.why;
}
