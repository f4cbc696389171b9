import {
  request as requestOverHttp,
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { request as requestOverHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TextError } from '../lib/errors.js';
import { text, type Message } from '../lib/text.js';

/** What was wrong with an answer from outside; the message ends a sentence. */
export class OutgoingError extends TextError {
  override readonly name = 'OutgoingError';
  constructor(
    readonly kind: 'unreachable' | 'too_slow' | 'too_large' | 'packed' | 'refused',
    text: Message,
    cause?: unknown,
  ) {
    super(text, cause === undefined ? undefined : { cause });
  }
}

/** One request, and how much of an answer is borne. */
export interface Asked {
  readonly url: URL;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** Milliseconds from the first step to the last byte of the answer, however it trickles. */
  readonly timeoutMs: number;
  /** Bytes of the body; `none` does not read it. */
  readonly maxBytes: number | 'none';
  readonly signal?: AbortSignal;
  /** Keeps connections open between calls; without it each call has its own. */
  readonly agent?: Agent;
  /** Finds the address of a name, and may refuse it. */
  readonly lookup?: LookupFunction;
}

/** An answer that has come whole. */
export interface Answered {
  readonly status: number;
  /** Whether the status says that it worked. */
  readonly ok: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON; throws when it is none. Unchecked. */
  json(): unknown;
}

/** Read in full, but no further than was asked for. */
const readBody = async (response: IncomingMessage, maxBytes: number): Promise<Buffer> => {
  const tooLarge = (): OutgoingError =>
    new OutgoingError('too_large', text('platform.outgoing.tooLarge'));
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  const body: AsyncIterable<Buffer> = response;
  // Counted as it comes: an announced length need not be true.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const answerOf = async (response: IncomingMessage, asked: Asked): Promise<Answered> => {
  const { statusCode: status = 0, headers } = response;
  const packing = headers['content-encoding'] ?? 'identity';
  try {
    // A kilobyte can unpack to a gigabyte. Nobody was asked to pack anything.
    if (packing !== 'identity' && asked.maxBytes !== 'none') {
      throw new OutgoingError('packed', text('platform.outgoing.packed'));
    }
    const body =
      asked.maxBytes === 'none' ? Buffer.alloc(0) : await readBody(response, asked.maxBytes);
    return {
      status,
      ok: status >= 200 && status < 300,
      headers,
      body,
      json: () => JSON.parse(body.toString('utf8')) as unknown,
    };
  } finally {
    // A sender that goes on talks to a closed connection.
    if (!response.complete) response.destroy();
  }
};

/**
 * The one place where this process asks anybody over HTTP. Redirects are answers, and are not
 * followed. Throws `OutgoingError`, or the reason of the caller's signal.
 */
export const exchange = async (asked: Asked): Promise<Answered> => {
  const { url, method = 'GET', headers = {}, body, agent, lookup } = asked;
  // A name and password in an address would be sent along, and be seen in logs.
  if (url.username !== '' || url.password !== '') {
    throw new OutgoingError('refused', text('platform.outgoing.credentials'));
  }
  const dueBy = AbortSignal.timeout(asked.timeoutMs);
  const signal = asked.signal === undefined ? dueBy : AbortSignal.any([dueBy, asked.signal]);
  const send = url.protocol === 'https:' ? requestOverHttps : requestOverHttp;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const call = send(
        url,
        {
          method,
          headers: {
            'Accept-Encoding': 'identity',
            ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
            ...headers,
          },
          signal,
          agent: agent ?? false,
          ...(lookup === undefined ? {} : { lookup }),
        },
        resolve,
      );
      call.on('error', reject);
      // Such as an upgrade that nobody asked for: the connection ends without an answer.
      call.on('close', () => reject(new Error('closed without an answer')));
      call.end(body);
    });
    return await answerOf(response, asked);
  } catch (error) {
    asked.signal?.throwIfAborted();
    if (error instanceof OutgoingError) throw error;
    if (dueBy.aborted)
      throw new OutgoingError('too_slow', text('platform.outgoing.tooSlow'), error);
    throw new OutgoingError('unreachable', text('platform.outgoing.unreachable'), error);
  }
};
