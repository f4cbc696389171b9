import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What reached a host that is not ours. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/**
 * A host that users run or name: a lab, a registry, the server of a picture. Whatever reaches it
 * is public, so it must never be one of the platform's secrets, in no header, query or body.
 */
export interface Stranger {
  /** Such as `http://127.0.0.1:1234`. */
  readonly url: string;
  readonly heard: readonly Heard[];
  /** Ends it, and fails when it has heard a secret: each test and suite has to end it. */
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A secret as it is, and as it looks in an address or in a password of HTTP. */
const disguises = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  // The first and last characters of base64 depend on what stands beside.
  ...[0, 1, 2].flatMap(offset => {
    const shifted = Buffer.from(`${'x'.repeat(offset)}${secret}`);
    const text = shifted.toString('base64').replaceAll('=', '').slice(4, -4);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  }),
];

/** The secrets among these that stand in what was heard, in whatever form. */
export const secretsIn = (heard: readonly Heard[], secrets: readonly string[]): string[] => {
  const all = JSON.stringify(heard);
  return secrets.filter(secret => disguises(secret).some(form => all.includes(form)));
};

/**
 * @param secrets - every credential of the platform that the test knows, eight characters or more
 * @param answer - what it says; 200 and an empty list when nothing is given
 */
export const openStranger = async (
  secrets: readonly string[],
  answer: Answer = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
  },
): Promise<Stranger> => {
  const short = secrets.filter(secret => secret.length < 8);
  if (short.length > 0 || secrets.length === 0) throw new Error('Give secrets that can be told.');
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({ method, url, headers, body });
      answer(request, response);
    });
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      const leaked = secretsIn(heard, secrets);
      if (leaked.length > 0) {
        throw new Error(`A stranger has heard secrets of the platform: ${leaked.join(', ')}`);
      }
    },
  };
};
