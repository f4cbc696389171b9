import { request } from 'node:http';

/**
 * Asks as a browser whose user goes somewhere, without following redirects. `fetch` cannot: whatever
 * its caller says, it tells the server that a script asks.
 */
export const navigate = (
  url: URL | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { headers }, answer => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 500;
        const given = new Headers();
        for (const [name, value] of Object.entries(answer.headers)) {
          for (const one of [value ?? []].flat()) given.append(name, one);
        }
        const body = status === 204 || status === 304 ? null : Buffer.concat(pieces);
        resolve(new Response(body, { status, headers: given }));
      });
    });
    sent.on('error', reject);
    sent.end();
  });
