import type { AddressInfo } from 'node:net';
import { StartupServer, listenOn } from './startup-server.js';

it('answers at once, and hands over to the app when that is ready', async () => {
  const room = new StartupServer(() => 'en');
  await listenOn(room.server, 0, '127.0.0.1');
  const { port } = room.server.address() as AddressInfo;
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  try {
    expect(await ask('/services/perijove/')).toBe(200);
    expect(await ask('/services/perijove/api/v1/health')).toBe(503);
    room.open((_request, response) => {
      response.writeHead(204).end();
    });
    expect(await ask('/services/perijove/api/v1/health')).toBe(204);
  } finally {
    room.server.closeAllConnections();
    room.server.close();
  }
});
