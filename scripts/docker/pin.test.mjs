import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ROOT } from './images.mjs';
import { digestOf, FILES, imagesIn, parseImage, pin } from './pin.mjs';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const sha = text => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('pinning images', () => {
  /** What the registry has, by repository and tag. */
  let contents = {};
  let answerWith = null;
  let asked = [];
  let server;
  let options;
  let root;

  before(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url, 'http://registry');
      asked.push(`${pathname} ${request.headers.authorization ?? ''}`);
      if (pathname === '/token') {
        response.end(JSON.stringify({ token: `for ${searchParams.get('scope')}` }));
        return;
      }
      const [, repository, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(pathname) ?? [];
      const realm = `http://${request.headers.host}/token`;
      if (request.headers.authorization !== `Bearer for repository:${repository}:pull`) {
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="here"` });
        response.end();
        return;
      }
      if (answerWith) return answerWith(response);
      const body = contents[`${repository}:${tag}`];
      if (body === undefined) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': INDEX, 'docker-content-digest': sha(body) });
      response.end(body);
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    const at = `127.0.0.1:${server.address().port}`;
    options = { scheme: 'http', registryOf: () => at };
  });
  after(() => server.close());

  beforeEach(() => {
    contents = { 'library/node:24.1.0': 'node', 'jupyter/minimal-notebook:2026-10-05': 'lab' };
    answerWith = null;
    asked = [];
    root = mkdtempSync(join(tmpdir(), 'perijove-pin-'));
    writeFileSync(
      join(root, 'Dockerfile'),
      'ARG BASE_IMAGE=node:24.1.0\nARG VERSION=1\nFROM ${BASE_IMAGE}\n',
    );
    writeFileSync(
      join(root, 'compose.yml'),
      '    image: perijove/hub:${TAG}\n    image: quay.io/jupyter/minimal-notebook:2026-10-05\n',
    );
  });

  const files = ['Dockerfile', 'compose.yml'];
  const run = (more = {}) => pin({ root, files, ...options, ...more });
  const text = file => readFileSync(join(root, file), 'utf8');

  it('writes the digest after each tag, and nothing else', async () => {
    await run();
    assert.equal(
      text('Dockerfile'),
      `ARG BASE_IMAGE=node:24.1.0@${sha('node')}\nARG VERSION=1\nFROM \${BASE_IMAGE}\n`,
    );
    assert.equal(
      text('compose.yml'),
      `    image: perijove/hub:\${TAG}\n    image: quay.io/jupyter/minimal-notebook:2026-10-05@${sha('lab')}\n`,
    );
    assert.deepEqual(await run(), []);
    rmSync(root, { recursive: true });
  });

  it('finds all third-party images pinned, except the base image of the lab', () => {
    const names = FILES.flatMap(file => imagesIn(readFileSync(join(ROOT, file), 'utf8')));
    const open = names.filter(name => !/@sha256:[0-9a-f]{64}$/.test(name));
    assert.ok(names.length > 5);
    assert.deepEqual(
      open.map(name => name.split(':')[0]),
      ['quay.io/jupyter/minimal-notebook'],
    );
  });

  it('replaces a digest after the tag has moved, and only reports it with --check', async () => {
    await run();
    contents['library/node:24.1.0'] = 'newer';
    assert.deepEqual(await run({ check: true }), [`Dockerfile: node:24.1.0@${sha('newer')}`]);
    assert.ok(text('Dockerfile').includes(sha('node')));
    await run();
    assert.ok(text('Dockerfile').includes(sha('newer')));
    rmSync(root, { recursive: true });
  });

  for (const [what, act, why] of [
    [
      'sends other contents than it says',
      response =>
        response
          .writeHead(200, { 'content-type': INDEX, 'docker-content-digest': sha('other') })
          .end('node'),
      /says sha256:.* and sends/,
    ],
    [
      'sends a page',
      response => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in'),
      /text\/html is no image/,
    ],
    [
      'does not end',
      response => {
        response.writeHead(200, { 'content-type': INDEX });
        const more = () => {
          while (response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', more);
        more();
      },
      /does not end/,
    ],
    [
      'leads elsewhere',
      response => response.writeHead(307, { location: '/x' }).end(),
      /fetch failed/,
    ],
    ['knows no such tag', response => response.writeHead(404).end(), /answered 404/],
  ]) {
    it(`changes no file when a registry ${what}`, async () => {
      const earlier = text('Dockerfile');
      answerWith = act;
      await assert.rejects(run(), why);
      assert.equal(text('Dockerfile'), earlier);
      rmSync(root, { recursive: true });
    });
  }

  it('asks Docker Hub for plain names, anonymously', async () => {
    assert.equal(await digestOf('node:24.1.0', options), sha('node'));
    assert.deepEqual(
      asked.map(line => line.split(' ')[0]),
      ['/v2/library/node/manifests/24.1.0', '/token', '/v2/library/node/manifests/24.1.0'],
    );
    assert.equal(parseImage('node:24.1.0').registry, 'registry-1.docker.io');
    assert.equal(parseImage('quay.io/jupyter/x:1').registry, 'quay.io');
  });

  it('finds every image of the repository, each with an exact version', () => {
    const names = FILES.flatMap(file => imagesIn(readFileSync(join(ROOT, file), 'utf8')));
    for (const known of ['traefik:', 'node:', 'python:', 'quay.io/jupyter/'])
      assert.ok(
        names.some(name => name.startsWith(known)),
        `${known} among ${names.join(', ')}`,
      );
    for (const name of names)
      assert.match(parseImage(name).tag, /\d+\.\d+\.\d+|\d{4}-\d\d-\d\d/, `${name} is not exact`);
    // A Dockerfile that begins with an image by itself would be passed over.
    for (const file of FILES.filter(name => name.includes('Dockerfile')))
      for (const [, from] of readFileSync(join(ROOT, file), 'utf8').matchAll(/^FROM (\S+)/gm))
        assert.match(from, /^(\$\{[A-Z_]+\}|[a-z]+)$/, `${file} stands on ${from}`);
  });
});
