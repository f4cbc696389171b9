// A child process that holds many open lab pages: real sockets through the proxy, each of which
// acknowledges what it is sent, as a lab does.
import { arrivalPauseMs } from '@perijove/contracts/arrivals';
import { io } from 'socket.io-client';
import { pool } from '../../shared/pool.mjs';

/** Nanoseconds of the machine's clock that only grows, the same in every process. */
const now = () => process.hrtime.bigint();
const shownAt = new Map();
const sockets = [];

const open = ({ url, path, name, token }) =>
  new Promise((resolve, reject) => {
    const socket = io(url, {
      path,
      transports: ['websocket'],
      auth: { token, server: { user: name, name: '' } },
      forceNew: true,
      timeout: 60_000,
    });
    sockets.push(socket);
    socket.once('snapshot', () => resolve());
    socket.once('connect_error', error =>
      reject(new Error(`${name}: ${error.message} ${JSON.stringify(error.data ?? '')}`)),
    );
    socket.on('delta', ({ change }) => {
      if (change.kind !== 'notification') return;
      const { id, state } = change.notification;
      if (state !== 'pending') return;
      const times = shownAt.get(id) ?? [];
      times.push(now());
      shownAt.set(id, times);
      // As a lab does: after a random delay, because a thousand others respond too.
      setTimeout(() => socket.emit('ack', { id, state: 'delivered' }), arrivalPauseMs());
    });
  });

const handlers = {
  open: async ({ url, path, users }) => {
    await pool(users, 8, user => open({ url, path, ...user }));
    return { open: sockets.filter(socket => socket.connected).length };
  },
  /** When each page showed the notification, in nanoseconds as text. */
  shown: ({ id }) => ({ times: (shownAt.get(id) ?? []).map(String) }),
};

process.on('message', ({ call, ...input }) => {
  Promise.resolve(handlers[call](input)).then(
    answer => process.send({ answer }),
    error => process.send({ problem: error.message }),
  );
});
process.on('disconnect', () => process.exit());
