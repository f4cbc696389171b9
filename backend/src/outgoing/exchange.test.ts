import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { exchange, type Asked } from './exchange.js';
import { openStranger, secretsIn, type Stranger } from '../../test/helpers/hostile-server.js';

let stranger: Stranger;
afterEach(() => stranger.close());

const ask = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  asked: Partial<Asked> = {},
) => {
  stranger = await openStranger(['never-sent-anywhere'], answer);
  return exchange({ url: new URL(stranger.url), timeoutMs: 5000, maxBytes: 1000, ...asked });
};

describe('an answer from outside', () => {
  it('comes whole, with its status and headers', async () => {
    const answer = await ask((_request, response) => {
      response.writeHead(201, { 'X-Kind': 'small' }).end('{"a":1}');
    });
    expect(answer).toMatchObject({ status: 201, ok: true, headers: { 'x-kind': 'small' } });
    expect(answer.json()).toEqual({ a: 1 });
  });

  it('is given up when it announces too much, or says nothing of it and goes on', async () => {
    const announced = ask((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1001' }).end(Buffer.alloc(1001));
    });
    await expect(announced).rejects.toMatchObject({ kind: 'too_large' });
    await stranger.close();

    let written = 0;
    const endless = ask((_request, response) => {
      const more = (): void => {
        written += 1;
        if (!response.destroyed) response.write(Buffer.alloc(600), () => setImmediate(more));
      };
      more();
    });
    await expect(endless).rejects.toMatchObject({ kind: 'too_large' });
    // The connection was closed: the sender has noticed.
    expect(written).toBeLessThan(5000);
  });

  it('is given up at its time, however it trickles', async () => {
    let trickling: NodeJS.Timeout | undefined;
    const beganMs = performance.now();
    const trickle = ask(
      (_request, response) => {
        response.writeHead(200);
        trickling = setInterval(() => response.write(' '), 20);
      },
      { timeoutMs: 300 },
    );
    await expect(trickle).rejects.toMatchObject({ kind: 'too_slow' });
    clearInterval(trickling);
    expect(performance.now() - beganMs).toBeLessThan(5000);
  });

  it.each(['gzip', 'br', 'deflate', 'gzip, gzip'])(
    'that comes packed as %s is not unpacked',
    async packing => {
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      const packed = ask((request, response) => {
        expect(request.headers['accept-encoding']).toBe('identity');
        response.writeHead(200, { 'Content-Encoding': packing }).end(bomb);
      });
      await expect(packed).rejects.toMatchObject({ kind: 'packed' });
    },
  );

  it('that leads elsewhere is an answer, and nobody goes there', async () => {
    const elsewhere = await openStranger(['never-sent-anywhere']);
    const answer = await ask((_request, response) => {
      response.writeHead(302, { Location: elsewhere.url }).end();
    });
    expect(answer).toMatchObject({ status: 302, ok: false });
    expect(elsewhere.heard).toEqual([]);
    await elsewhere.close();
  });

  it('that is no HTTP, or another protocol, is none', async () => {
    const garbled = ask((_request, response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    await expect(garbled).rejects.toMatchObject({ kind: 'unreachable' });
    await stranger.close();
    const upgraded = ask((_request, response) => {
      response.socket?.end('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    });
    await expect(upgraded).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('may be without end where nobody reads it', async () => {
    const answer = await ask(
      (_request, response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        response.write('x');
      },
      { maxBytes: 'none' },
    );
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });

  it('is never asked for with a password that stands in an address', async () => {
    stranger = await openStranger(['never-sent-anywhere']);
    const url = new URL(stranger.url.replace('//', '//ada:password@'));
    const asked = exchange({ url, timeoutMs: 1000, maxBytes: 1 });
    await expect(asked).rejects.toMatchObject({ kind: 'refused' });
    expect(stranger.heard).toEqual([]);
  });
});

describe('a stranger in tests', () => {
  const secret = 'a-secret/of+the platform';
  const heardIn = (part: object) => [{ method: 'GET', url: '/', headers: {}, body: '', ...part }];

  it.each([
    { headers: { authorization: `token ${secret}` } },
    { headers: { authorization: `Basic ${Buffer.from(`ada:${secret}`).toString('base64')}` } },
    { url: `/?token=${encodeURIComponent(secret)}` },
    { body: JSON.stringify({ secret }) },
    { body: Buffer.from(secret).toString('base64url') },
  ])('notices a secret in %j', part => {
    expect(secretsIn(heardIn(part), ['something-else', secret])).toEqual([secret]);
  });

  it('fails the run when it ends', async () => {
    stranger = await openStranger([secret, 'never-sent-anywhere']);
    const fatal = await openStranger([secret]);
    await exchange({
      url: new URL(`${fatal.url}/?a=${encodeURIComponent(secret)}`),
      timeoutMs: 5000,
      maxBytes: 9,
    });
    await expect(fatal.close()).rejects.toThrow(secret);
    await exchange({ url: new URL(stranger.url), timeoutMs: 5000, maxBytes: 9 });
    expect(stranger.heard).toHaveLength(1);
  });
});
