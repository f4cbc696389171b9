import type { Change, ClientToServer, ServerToClient, Stream } from '@perijove/contracts';
import type { Server, Socket } from 'socket.io';
import { languages, renderDeep } from '../lib/catalog.js';
import type { Unrendered } from '../lib/text.js';
import type { SocketAuth } from './socket-auth.js';

/** Kept with each socket. */
export interface SocketData {
  auth: SocketAuth;
  /** Of the page: its cookie, or its browser's. */
  language: string;
}
type NoEvents = Record<string, never>;
export type Io = Server<ClientToServer, ServerToClient, NoEvents, SocketData>;
export type PageSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;

/** All pages in that language. */
export const languageRoom = (language: string): string => `language/${language}`;

/** A change before its texts are rendered for each reader. */
export type UnrenderedChange = Unrendered<Change>;

/** Sends changes into rooms and counts them; each page gets them in its language. */
export class Streams {
  private readonly sequences = new Map<string, number>();
  private readonly adapter = this.io.of('/').adapter;

  constructor(private readonly io: Io) {
    // An empty room has nobody who could notice a gap: the next visitor begins with a snapshot.
    this.adapter.on('delete-room', (room: string) => this.sequences.delete(room));
  }

  /** Whether the room has members. Changes are not rendered for empty rooms. */
  hasSubscribers(room: string): boolean {
    return this.adapter.rooms.has(room);
  }

  /** The number of the last delta of that room. */
  seq(room: string): number {
    return this.sequences.get(room) ?? 0;
  }

  /** Sends the next delta to all users in the room; it is encoded once for each language. */
  publish(stream: Stream, room: string, change: UnrenderedChange): void {
    if (!this.hasSubscribers(room)) return;
    this.send(room, stream, this.next(room), change);
  }

  /** As `publish` for many rooms; what is equal for several of them is encoded once. */
  publishEach(
    stream: Stream,
    changes: Iterable<readonly [room: string, change: UnrenderedChange]>,
  ): void {
    const frames = new Map<UnrenderedChange, Map<number, string[]>>();
    for (const [room, change] of changes) {
      if (!this.hasSubscribers(room)) continue;
      const seq = this.next(room);
      const bySeq = frames.get(change) ?? new Map<number, string[]>();
      frames.set(change, bySeq);
      const rooms = bySeq.get(seq);
      if (rooms === undefined) bySeq.set(seq, [room]);
      else rooms.push(room);
    }
    for (const [change, bySeq] of frames) {
      for (const [seq, rooms] of bySeq) this.send(rooms, stream, seq, change);
    }
  }

  private next(room: string): number {
    const seq = (this.sequences.get(room) ?? 0) + 1;
    this.sequences.set(room, seq);
    return seq;
  }

  /** Every page is in the room of its language, so the others of a room can be left out. */
  private send(
    rooms: string | string[],
    stream: Stream,
    seq: number,
    change: UnrenderedChange,
  ): void {
    const spoken = languages.filter(language => this.hasSubscribers(languageRoom(language)));
    const inEach = spoken.map(language => [language, renderDeep(change, language)] as const);
    if (inEach.every(([, rendered]) => rendered === change)) {
      this.io.to(rooms).emit('delta', { stream, seq, change: change as Change });
      return;
    }
    for (const [language, rendered] of inEach) {
      const others = spoken.filter(other => other !== language).map(languageRoom);
      this.io
        .to(rooms)
        .except(others)
        .emit('delta', { stream, seq, change: rendered as Change });
    }
  }
}
