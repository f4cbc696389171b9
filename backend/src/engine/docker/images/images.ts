import { text } from '../../../lib/text.js';
import { z } from 'zod';
import type { Semaphore } from '../../../lib/semaphore.js';
import { createSingleFlight } from '../../../lib/single-flight.js';
import { EngineError, type ImageInfo, type ImageProgress } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { saidIn, toEngineError } from '../client/errors.js';
import { asBytes, readNdjson } from '../client/ndjson.js';
import { createPullProgress, PullLine } from './pull-progress.js';

const Inspected = z.object({
  Id: z.string(),
  Config: z
    .object({
      User: z.string().nullish(),
      Cmd: z.array(z.string()).nullish(),
      Env: z.array(z.string()).nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
});

/** A registry that says nothing for this long has gone away. */
const SILENCE_MS = 300_000;

/** An answer about an image counts this long for starts: a class starts within a second. */
const FRESH_MS = 1000;

interface Pull {
  readonly listeners: Set<(progress: ImageProgress) => void>;
  readonly ending: AbortController;
  readonly done: Promise<ImageInfo>;
}

/** Images of the daemon. */
export class DockerImages {
  private readonly running = new Map<string, Pull>();
  private readonly once = createSingleFlight<ImageInfo | null>();
  private readonly recent = new Map<
    string,
    { readonly info: ImageInfo; readonly readAtMs: number }
  >();

  constructor(private readonly deps: DockerDeps & { readonly pulls: Semaphore }) {}

  async inspect(image: string): Promise<ImageInfo | null> {
    try {
      const answer = await this.deps.client.call(
        { what: 'findImage', of: image, effect: 'read' },
        (docker, signal) => docker.getImage(image).inspect({ abortSignal: signal } as object),
      );
      const { Id: id, Config: config } = Inspected.parse(answer);
      return {
        id,
        user: config?.User ?? '',
        command: config?.Cmd ?? [],
        env: Object.fromEntries((config?.Env ?? []).map(splitEnv)),
        labels: config?.Labels ?? {},
      };
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  async ensure(
    image: string,
    onProgress: (progress: ImageProgress) => void,
    signal?: AbortSignal,
  ): Promise<ImageInfo> {
    const present = await this.look(image);
    if (present !== null) return present;
    const shared = this.join(image);
    const listener = (progress: ImageProgress): void => onProgress(progress);
    shared.listeners.add(listener);
    try {
      return await unlessAborted(shared.done, signal);
    } finally {
      shared.listeners.delete(listener);
      if (shared.listeners.size === 0) {
        if (this.running.get(image) === shared) this.running.delete(image);
        shared.ending.abort();
      }
    }
  }

  /** The image turned out to be gone: the next start looks again. */
  forget(image: string): void {
    void this.recent.delete(image);
  }

  /** As `inspect`, for starts: many at once share one answer. */
  private async look(image: string): Promise<ImageInfo | null> {
    const known = this.recent.get(image);
    if (known !== undefined && this.deps.clock.monotonicMs() - known.readAtMs < FRESH_MS)
      return known.info;
    return this.once(image, async () => {
      const info = await this.inspect(image);
      if (info === null) this.recent.delete(image);
      else this.recent.set(image, { info, readAtMs: this.deps.clock.monotonicMs() });
      return info;
    });
  }

  private async pull(
    image: string,
    signal: AbortSignal,
    onProgress: (progress: ImageProgress) => void,
  ): Promise<ImageInfo> {
    const release = await this.deps.pulls.acquire(signal, position =>
      onProgress({ percent: null, message: text('engine.images.waiting', { count: position }) }),
    );
    try {
      onProgress({ percent: null, message: text('engine.images.downloading', { image }) });
      await this.readPull(image, signal, onProgress);
    } catch (error) {
      throw pullError(image, error);
    } finally {
      release();
    }
    // A pull that was cut short looks like one that ended: only the image itself proves it.
    const info = await this.inspect(image);
    if (info === null) throw notFound(image);
    return info;
  }

  private async readPull(
    image: string,
    signal: AbortSignal,
    onProgress: (progress: ImageProgress) => void,
  ): Promise<void> {
    const attempt = { what: 'downloadImage', of: image, effect: 'write' } as const;
    const stream = await this.deps.client.stream(
      { ...attempt, timeoutMs: SILENCE_MS, signal },
      // Without a tag Docker would pull every tag of the repository.
      async docker => asBytes(await docker.createImage({ fromImage: withTag(image) })),
    );
    const abort = (): void => {
      stream.destroy(
        Object.assign(new Error('The download was given up.'), { name: 'AbortError' }),
      );
    };
    signal.addEventListener('abort', abort, { once: true });
    let cancel = this.deps.clock.after(SILENCE_MS, abort);
    try {
      const progress = createPullProgress(image);
      for await (const line of readNdjson(stream)) {
        cancel();
        cancel = this.deps.clock.after(SILENCE_MS, abort);
        const parsed = PullLine.parse(line);
        const failure = parsed.errorDetail?.message ?? parsed.error;
        if (failure) throw new Error(failure);
        const step = progress(parsed);
        if (step !== null) onProgress(step);
      }
    } finally {
      cancel();
      signal.removeEventListener('abort', abort);
    }
  }

  /** One pull for all who want the image; it ends early only when nobody waits any more. */
  private join(image: string): Pull {
    const shared = this.running.get(image);
    if (shared !== undefined) return shared;
    const listeners = new Set<(progress: ImageProgress) => void>();
    const ending = new AbortController();
    const done = this.pull(image, ending.signal, progress =>
      listeners.forEach(tell => tell(progress)),
    ).finally(() => {
      if (this.running.get(image)?.ending === ending) this.running.delete(image);
    });
    done.catch(() => undefined);
    const fresh: Pull = { listeners, ending, done };
    this.running.set(image, fresh);
    return fresh;
  }
}

const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  signal === undefined
    ? work
    : new Promise((resolve, reject) => {
        const abort = (): void =>
          reject(new EngineError('timeout_unknown', text('engine.images.cancelled')));
        if (signal.aborted) abort();
        signal.addEventListener('abort', abort, { once: true });
        void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
      });

/** `name` as `name:latest`; a name that already has a tag or a digest stays. */
export const withTag = (image: string): string => {
  if (image.includes('@')) return image;
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.includes(':') ? image : `${image}:latest`;
};

const splitEnv = (line: string): [string, string] => {
  const at = line.indexOf('=');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
};

const notFound = (image: string, cause?: unknown): EngineError =>
  new EngineError('not_found', text('engine.images.notFound', { image }), {
    cause,
    about: 'image',
  });

/** Why a pull failed, in words that name the image. Registries answer in many tongues. */
export const pullError = (image: string, error: unknown): EngineError => {
  const known = toEngineError(error, { what: 'downloadImage', of: image, effect: 'write' });
  const said = saidIn(known);
  if (/no space left|disk quota/i.test(said)) {
    return new EngineError('quota', text('engine.images.noRoom', { image }), {
      cause: error,
    });
  }
  if (
    /dial tcp|no such host|i\/o timeout|tls handshake|connection re(fused|set)|request canceled|deadline exceeded|network is unreachable|unexpected HTTP status: 5|\bEOF\b/i.test(
      said,
    )
  ) {
    return new EngineError('unavailable', text('engine.images.noRegistry', { image }), {
      cause: error,
      about: 'image',
    });
  }
  if (
    /not found|manifest unknown|does not exist|access denied|unauthorized|no matching manifest/i.test(
      said,
    )
  ) {
    return notFound(image, error);
  }
  if (/invalid reference format/i.test(said)) {
    return new EngineError('invalid', text('engine.images.noName', { image }), { cause: error });
  }
  return known;
};
