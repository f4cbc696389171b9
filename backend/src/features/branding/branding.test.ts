import { english } from '../../../test/helpers/english.js';
import { BrandingView } from '@perijove/contracts';
import express from 'express';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import request from 'supertest';
import { errorHandler } from '../../http/error-handler.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import { imageType } from './image-type.js';
import { MAX_ASSET_BYTES } from './load-asset.js';
import { createBrandingRouter } from './router.js';
import { BrandingService } from './service.js';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const svg = Buffer.from(
  '<?xml version="1.0"?><!-- us --><svg xmlns="http://www.w3.org/2000/svg"/>',
);
const directory = mkdtempSync(join(tmpdir(), 'branding-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string, bytes: Buffer): string => {
  writeFileSync(join(directory, name), bytes);
  return pathToFileURL(join(directory, name)).href;
};

const setUp = async (config: Partial<Record<string, unknown>> = {}) => {
  const branding = new BrandingService({
    clock: createFakeClock(),
    log: silentLogger(),
    prefix: '/base/services/perijove/',
    config: {
      PERIJOVE_NAME: 'Observatory',
      PERIJOVE_STAGE: null,
      PERIJOVE_STAGE_COLOR: 'orange',
      JUPYTERHUB_LOGO_URI: null,
      JUPYTERHUB_FAVICON_URI: null,
      JUPYTERHUB_LAB_MAIN_ICON_URI: null,
      JUPYTERHUB_LAB_SPLASH_ICON_URI: null,
      ...config,
    },
  });
  await branding.refresh();
  const app = express();
  app.use('/base/services/perijove/', createBrandingRouter(branding));
  app.use(errorHandler(silentLogger(), () => 'en'));
  return { branding, app };
};
const path = (url: string | null): string => url ?? 'no address';

describe('without any configuration', () => {
  it("shows Perijove's own mark, and leaves favicon and splash to Jupyter", async () => {
    const { branding, app } = await setUp();
    const view = BrandingView.parse(branding.view());
    expect(view).toMatchObject({ name: 'Observatory', faviconUrl: null, labSplashUrl: null });
    for (const url of [view.logoUrl, view.labIconUrl]) {
      const answer = await request(app).get(path(url)).expect(200);
      expect(answer.headers['content-type']).toMatch('image/svg+xml');
    }
    await request(app).get('/base/services/perijove/branding/logo').expect(200);
    await request(app).get('/base/services/perijove/branding/lab-splash').expect(404);
  });
});

describe('a configured picture', () => {
  it('is read from a file and shown in the lab too, unless the lab has its own', async () => {
    const { branding, app } = await setUp({ JUPYTERHUB_LOGO_URI: file('logo.txt', png) });
    const answer = await request(app).get(path(branding.view().labIconUrl)).expect(200);
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.body).toEqual(png);

    const own = await setUp({
      JUPYTERHUB_LOGO_URI: file('logo.png', png),
      JUPYTERHUB_LAB_MAIN_ICON_URI: file('icon.svg', svg),
    });
    const icon = await request(own.app).get(path(own.branding.view().labIconUrl));
    expect(icon.headers['content-type']).toMatch('image/svg+xml');
  });

  it('is kept by browsers for ever, under an address that changes with it', async () => {
    const uri = file('changing.png', png);
    const { branding, app } = await setUp({ JUPYTERHUB_LOGO_URI: uri });
    const before = path(branding.view().logoUrl);
    const answer = await request(app).get(before);
    expect(answer.headers['cache-control']).toMatch('immutable');
    await request(app)
      .get(before)
      .set('If-None-Match', answer.headers['etag'] ?? '')
      .expect(304);

    file('changing.png', svg);
    await branding.refresh();
    expect(branding.view().logoUrl).not.toBe(before);
    const stale = await request(app).get(before);
    expect(stale.headers['cache-control']).not.toMatch('immutable');
  });

  it('cannot run scripts, whatever an SVG holds', async () => {
    const { app } = await setUp({ JUPYTERHUB_LOGO_URI: file('logo.svg', svg) });
    const { headers } = await request(app).get('/base/services/perijove/branding/logo');
    expect(headers['content-security-policy']).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['missing', () => 'file:///nowhere/logo.png'],
    ['no image', () => file('page.svg', Buffer.from('<html><svg></svg></html>'))],
    ['too large', () => file('large.png', Buffer.concat([png, Buffer.alloc(MAX_ASSET_BYTES)]))],
    ['a folder', () => pathToFileURL(directory).href],
    ['of another scheme', () => 'data:image/png;base64,iVBORw0KGgo='],
    ['not an address', () => '/etc/passwd'],
  ])('that is %s falls back to the mark, and is told', async (_, uri) => {
    const { branding } = await setUp({ JUPYTERHUB_LOGO_URI: uri() });
    expect(branding.view().logoUrl).toBe((await setUp()).branding.view().logoUrl);
    expect(english(branding.problems())).toEqual([
      {
        asset: 'logo',
        setting: 'JUPYTERHUB_LOGO_URI',
        uri: uri(),
        problem: expect.stringMatching(/./),
        instead: 'fallback',
      },
    ]);
  });

  it('comes over HTTP as well, and the last good one stays while its server is away', async () => {
    const answers = [
      () => ({ status: 200, body: png }),
      () => ({ status: 503, body: Buffer.alloc(0) }),
    ];
    const server = createServer((_request, response) => {
      const { status, body } = (answers.shift() ?? (() => ({ status: 500, body: png })))();
      response.writeHead(status).end(body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { branding } = await setUp({ JUPYTERHUB_LOGO_URI: `http://127.0.0.1:${port}/logo` });
    expect(branding.asset('logo')?.bytes).toEqual(png);
    expect(branding.problems()).toEqual([]);
    await branding.refresh();
    expect(branding.asset('logo')?.bytes).toEqual(png);
    expect(english(branding.problems())).toMatchObject([
      { problem: 'its server answered 503', instead: 'last_good' },
    ]);
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
});

it('names the stage where one is set, and no other', async () => {
  expect((await setUp()).branding.view().stage).toBe(null);
  const { branding } = await setUp({ PERIJOVE_STAGE: { label: 'staging' } });
  expect(BrandingView.parse(branding.view()).stage).toEqual({ label: 'staging', colour: 'orange' });
});

describe('imageType', () => {
  it.each([
    ['image/svg+xml', Buffer.from('\uFEFF  <svg>')],
    ['image/svg+xml', Buffer.from('<!DOCTYPE svg PUBLIC "x" "y">\n<svg width="1">')],
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex')],
    ['image/gif', Buffer.from('GIF89a')],
    ['image/webp', Buffer.from('RIFF0000WEBPVP8 ')],
    ['image/x-icon', Buffer.from('00000100', 'hex')],
    [null, Buffer.from('<script>alert(1)</script><svg>')],
    [null, Buffer.alloc(0)],
  ])('is %s', (expected, bytes) => {
    expect(imageType(bytes)).toBe(expected);
  });
});
