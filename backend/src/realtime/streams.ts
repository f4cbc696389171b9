import type { Change, ClientToServer, ServerToClient, Stream } from '@perijove/contracts';
import type { Server, Socket } from 'socket.io';
import type { SocketAuth } from './socket-auth.js';

/** Kept with each socket. */
export interface SocketData {
  auth: SocketAuth;
}
type NoEvents = Record<string, never>;
export type Io = Server<ClientToServer, ServerToClient, NoEvents, SocketData>;
export type PageSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;

/** Sends changes into rooms and counts them. */
export interface Streams {
  /** Whether the room has members. Changes are not rendered for empty rooms. */
  hasSubscribers(room: string): boolean;
  /** The number of the last delta of that room. */
  seq(room: string): number;
  /** Sends the next delta to all users in the room; it is encoded once for all of them. */
  publish(stream: Stream, room: string, change: Change): void;
  /** As `publish` for many rooms; what is equal for several of them is encoded once. */
  publishEach(stream: Stream, changes: Iterable<readonly [room: string, change: Change]>): void;
}

export const createStreams = (io: Io): Streams => {
  const sequences = new Map<string, number>();
  const { adapter } = io.of('/');
  // An empty room has nobody who could notice a gap: the next visitor begins with a snapshot.
  adapter.on('delete-room', (room: string) => sequences.delete(room));

  const occupied = (room: string): boolean => adapter.rooms.has(room);
  const next = (room: string): number => {
    const seq = (sequences.get(room) ?? 0) + 1;
    sequences.set(room, seq);
    return seq;
  };

  return {
    hasSubscribers: occupied,
    seq: room => sequences.get(room) ?? 0,
    publish: (stream, room, change) => {
      if (!occupied(room)) return;
      io.to(room).emit('delta', { stream, seq: next(room), change });
    },
    publishEach: (stream, changes) => {
      const frames = new Map<Change, Map<number, string[]>>();
      for (const [room, change] of changes) {
        if (!occupied(room)) continue;
        const seq = next(room);
        const bySeq = frames.get(change) ?? new Map<number, string[]>();
        frames.set(change, bySeq);
        const rooms = bySeq.get(seq);
        if (rooms === undefined) bySeq.set(seq, [room]);
        else rooms.push(room);
      }
      for (const [change, bySeq] of frames) {
        for (const [seq, rooms] of bySeq) io.to(rooms).emit('delta', { stream, seq, change });
      }
    },
  };
};
