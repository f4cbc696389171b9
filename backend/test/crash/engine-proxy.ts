import { createServer, request as ask } from 'node:http';

/** Decides about a call to the world outside; `drop` breaks the line without an answer. */
export type OnCall = (
  moment: 'before' | 'after',
  call: string,
) => Promise<'drop' | undefined> | 'drop' | undefined;

/** A socket that leads to the real Docker daemon, with a listener on the line. */
export interface EngineProxy {
  onCall: OnCall | null;
  close(): Promise<void>;
}

export const openEngineProxy = async (
  socketPath: string,
  daemon = '/var/run/docker.sock',
): Promise<EngineProxy> => {
  const proxy: EngineProxy = {
    onCall: null,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const call = `${method} ${url.replace(/^\/v[\d.]+/, '').replace(/\?.*/, '')}`;
    const broken = (): void => void incoming.socket.destroy();
    const forward = (): void => {
      const upstream = ask({ socketPath: daemon, method, path: url, headers }, answer => {
        Promise.resolve(proxy.onCall?.('after', call)).then(verdict => {
          if (verdict === 'drop') {
            answer.destroy();
            broken();
            return;
          }
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        }, broken);
      });
      upstream.on('error', broken);
      outgoing.on('close', () => upstream.destroy());
      incoming.pipe(upstream);
    };
    Promise.resolve(proxy.onCall?.('before', call)).then(verdict => {
      if (verdict === 'drop') broken();
      else forward();
    }, broken);
  });
  await new Promise<void>(resolve => server.listen(socketPath, resolve));
  return proxy;
};
