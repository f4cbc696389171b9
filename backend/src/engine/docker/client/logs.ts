import { addAbortSignal, type Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import type { Call, DockerClient } from './client.js';
import { asBytes } from './ndjson.js';

/**
 * Of a log, so many bytes of its end are kept in memory. A lab writes what it likes: a thousand
 * lines of sixteen kilobytes each, which is how Docker cuts them, would be sixteen megabytes.
 */
export const MAX_LOG_BYTES = 1024 * 1024;

/** The header of a frame: stream, three zeros, length. */
const HEADER = 8;

/**
 * Takes Docker's frames apart as they come, and keeps the end of their text. Output of a terminal
 * has no frames and is taken as it is.
 */
export const createLogEnd = (maxBytes = MAX_LOG_BYTES) => {
  let pieces: Buffer[] = [];
  let kept = 0;
  let cut = false;
  /** Bytes of a header that has not come whole. */
  let head = Buffer.alloc(0);
  let leftInFrame = 0;
  let framed = true;

  const keep = (piece: Buffer): void => {
    if (piece.length === 0) return;
    pieces.push(piece);
    kept += piece.length;
    for (let first = pieces[0]; first !== undefined && kept - first.length >= maxBytes;) {
      pieces.shift();
      kept -= first.length;
      cut = true;
      first = pieces[0];
    }
    // Many small frames weigh more than what is in them.
    if (pieces.length > 4096) pieces = [Buffer.concat(pieces)];
  };

  const add = (chunk: Buffer): void => {
    let rest = chunk;
    while (rest.length > 0) {
      if (!framed || leftInFrame > 0) {
        const end = framed ? Math.min(leftInFrame, rest.length) : rest.length;
        keep(rest.subarray(0, end));
        leftInFrame = Math.max(0, leftInFrame - end);
        rest = rest.subarray(end);
        continue;
      }
      const missing = HEADER - head.length;
      head = Buffer.concat([head, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (head.length < HEADER) return;
      if (head.readUInt8(0) > 2 || head.readUIntBE(1, 3) !== 0) {
        framed = false;
        keep(head);
      } else {
        leftInFrame = head.readUInt32BE(4);
      }
      head = Buffer.alloc(0);
    }
  };

  /** What was kept; of a line whose beginning is lost, nothing. */
  const text = (): string => {
    const all = Buffer.concat(kept < maxBytes ? [...pieces, head] : pieces);
    if (!cut && all.length <= maxBytes) return all.toString('utf8');
    const end = all.subarray(Math.max(0, all.length - maxBytes));
    return end.subarray(end.indexOf('\n') + 1).toString('utf8');
  };

  return { add, text };
};

/** The end of a container's log, with both streams in the order in which they were written. */
export const readLog = (
  client: DockerClient,
  call: Call,
  id: string,
  options: { readonly stdout: boolean; readonly stderr: boolean; readonly tail?: number },
): Promise<string> =>
  // Reading is part of the call, so that its time limit counts for all of it.
  client.stream(call, async (docker, signal) => {
    const log = await openLog(docker, id, options, signal);
    const end = createLogEnd();
    for await (const chunk of asBytes(addAbortSignal(signal, log))) {
      end.add(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    }
    return end.text();
  });

/** As dockerode's own `logs`, which keeps a log whole in memory unless it is to follow it for ever. */
const openLog = (
  docker: Dockerode,
  id: string,
  options: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Readable> =>
  new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: `/containers/${encodeURIComponent(id)}/logs?`,
        method: 'GET',
        abortSignal: signal,
        isStream: true,
        statusCodes: { 200: true, 404: 'missing', 500: 'failed' },
        options: { ...options },
      },
      (error: Error | null, log: unknown) => {
        if (error === null) resolve(log as Readable);
        else reject(error);
      },
    );
  });
