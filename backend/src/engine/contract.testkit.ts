import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineErrorKind, LabSpec, LabState } from './port.js';

/** What the contract suite needs to know of an engine under test. */
export interface EngineHarness {
  readonly engine: Engine;
  /** The same place seen by a backend that was started anew. */
  reopen(): Promise<Engine>;
  readonly image: string;
  /** A command that answers HTTP on JUPYTERHUB_SERVICE_URL. */
  readonly serve: readonly string[];
  /** Removes whatever the tests left. */
  dispose(): Promise<void>;
}

/** What differs between engines by nature. */
export interface EngineTraits {
  /** Whether labs truly run programs. */
  readonly runs: boolean;
  /** Whether a missing image can be told. */
  readonly images: boolean;
}

const HOME = '/home/jovyan';

/** Waits until `look` answers something; fails after `dueMs`. */
export const eventually = async <T>(
  look: () => Promise<T | null | undefined | false>,
  dueMs = 20_000,
): Promise<T> => {
  const end = Date.now() + dueMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`It did not happen within ${dueMs} ms.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
};

/** Expects a call to fail with this kind of `EngineError`, in words. */
export const expectFailure = async (
  call: Promise<unknown>,
  ...kinds: EngineErrorKind[]
): Promise<void> => {
  const error: unknown = await call.then(
    () => new Error('The call succeeded.'),
    (failure: unknown) => failure,
  );
  expect(error).toMatchObject({
    name: 'EngineError',
    message: expect.stringMatching(/\w+ \w+/) as string,
  });
  expect(kinds).toContain((error as { kind: EngineErrorKind }).kind);
};

/** Every engine keeps these promises; whoever calls one relies on nothing else. */
export const describeEngine = (
  title: string,
  traits: EngineTraits,
  open: () => Promise<EngineHarness>,
): void => {
  describe(title, () => {
    let harness: EngineHarness;
    let engine: Engine;
    let count = 0;

    beforeAll(async () => {
      harness = await open();
      ({ engine } = harness);
    }, 60_000);

    afterEach(async () => {
      for (const lab of await engine.list()) await engine.remove(lab.name);
    }, 60_000);

    afterAll(async () => {
      await harness.dispose();
    }, 60_000);

    const fresh = (what: string): string => `contract-${what}-${process.pid}-${(count += 1)}`;

    const specFor = (overrides: Partial<LabSpec> = {}): LabSpec => {
      const name = overrides.name ?? fresh('lab');
      return {
        name,
        user: 'zoë',
        server: 'gpu',
        image: harness.image,
        command: harness.serve,
        env: {
          JUPYTERHUB_SERVICE_URL: 'http://127.0.0.1:1/user/zoe/gpu/',
          JUPYTERHUB_SERVICE_PREFIX: '/user/zoe/gpu/',
        },
        workingDir: HOME,
        homeTarget: HOME,
        mounts: [{ volume: `${name}-home`, target: HOME, readOnly: false }],
        hostMounts: [],
        privileged: false,
        gpu: false,
        limits: { cpuCores: 1, memoryBytes: 256 * 1024 * 1024, pids: 64 },
        port: 8888,
        specHash: 'spec-1',
        ...overrides,
      };
    };

    const shell = (script: string): Partial<LabSpec> => ({ command: ['sh', '-c', script] });

    const started = async (overrides: Partial<LabSpec> = {}): Promise<LabState> => {
      const spec = specFor(overrides);
      await engine.create(spec);
      return engine.start(spec.name);
    };

    const ended = (name: string): Promise<LabState> =>
      eventually(async () => {
        const lab = await engine.inspect(name);
        return lab?.status === 'exited' ? lab : null;
      });

    describe('creating', () => {
      it('makes a lab that does not run yet and tells what it is', async () => {
        const spec = specFor();
        const lab = await engine.create(spec);
        expect(lab).toMatchObject({
          name: spec.name,
          user: 'zoë',
          server: 'gpu',
          image: spec.image,
          specHash: 'spec-1',
          status: 'created',
          url: null,
          exit: null,
        });
        expect(lab.id).not.toBe('');
        expect(await engine.inspect(spec.name)).toEqual(lab);
        expect(await engine.list()).toEqual([lab]);
      });

      it('refuses a name that is taken and leaves the first lab as it was', async () => {
        const spec = specFor();
        const first = await engine.create(spec);
        await expectFailure(engine.create({ ...spec, specHash: 'spec-2' }), 'conflict');
        expect(await engine.list()).toEqual([first]);
      });

      it('lets one of two rivals win', async () => {
        const spec = specFor();
        const outcomes = await Promise.allSettled([engine.create(spec), engine.create(spec)]);
        expect(outcomes.map(outcome => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(await engine.list()).toHaveLength(1);
      });

      it('knows nothing of a lab that was never made', async () => {
        expect(await engine.inspect(fresh('nobody'))).toBeNull();
      });

      if (traits.images) {
        it('refuses an image that is not there, by its name', async () => {
          const image = 'perijove/no-such-image:ever';
          await expect(engine.create(specFor({ image }))).rejects.toThrow(image);
          await expectFailure(engine.create(specFor({ image })), 'not_found');
          expect(await engine.list()).toEqual([]);
        });
      }
    });

    describe('starting', () => {
      it('runs the lab and tells where it answers', async () => {
        const before = Date.now();
        const lab = await started();
        expect(lab.status).toBe('running');
        expect(lab.exit).toBeNull();
        expect(lab.url).toMatch(/^http:\/\/[\w.-]+:\d+$/);
        expect(lab.startedAtMs).toBeGreaterThan(before - 5_000);
        expect(lab.startedAtMs).toBeLessThan(Date.now() + 5_000);
        expect(await engine.list()).toEqual([lab]);
      });

      it('changes nothing when the lab runs already', async () => {
        const lab = await started();
        expect(await engine.start(lab.name)).toEqual(lab);
      });

      it('runs one lab when two start it at once', async () => {
        const { name } = await engine.create(specFor());
        const [first, second] = await Promise.all([engine.start(name), engine.start(name)]);
        expect(second).toEqual(first);
      });

      it('refuses a lab that does not exist', async () => {
        await expectFailure(engine.start(fresh('nobody')), 'not_found');
      });

      it('runs a stopped lab again', async () => {
        const { name } = await started();
        await engine.stop(name, 2_000);
        const again = await engine.start(name);
        expect(again).toMatchObject({ status: 'running', exit: null });
      });
    });

    describe('stopping and removing', () => {
      it('ends the lab, keeps it, and says how it ended', async () => {
        const { name } = await started();
        await engine.stop(name, 5_000);
        const lab = await engine.inspect(name);
        expect(lab).toMatchObject({ status: 'exited', url: null });
        expect(lab?.exit).toEqual({ code: expect.any(Number) as number, outOfMemory: false });
      });

      it('is content when there is nothing to stop or to remove', async () => {
        await engine.stop(fresh('nobody'), 1_000);
        await engine.remove(fresh('nobody'));
        const { name } = await engine.create(specFor());
        await engine.stop(name, 1_000);
        await engine.stop(name, 1_000);
        expect((await engine.inspect(name))?.status).toBe('created');
      });

      it('removes a running lab and keeps its volume', async () => {
        const spec = specFor();
        await engine.create(spec);
        await engine.start(spec.name);
        await engine.remove(spec.name);
        expect(await engine.inspect(spec.name)).toBeNull();
        expect(await engine.list()).toEqual([]);
        expect(await engine.volumeExists(`${spec.name}-home`)).toBe(true);
      });

      it('gives the name free for another lab', async () => {
        const spec = specFor();
        const first = await engine.create(spec);
        await engine.remove(spec.name);
        const second = await engine.create(spec);
        expect(second.id).not.toBe(first.id);
      });
    });

    describe('volumes', () => {
      it('come into being once and stay as they are', async () => {
        const volume = fresh('volume');
        expect(await engine.volumeExists(volume)).toBe(false);
        await engine.ensureVolume(volume, { purpose: 'test' });
        await engine.ensureVolume(volume, { purpose: 'other' });
        expect(await engine.volumeExists(volume)).toBe(true);
        await engine.removeVolume(volume);
        await engine.removeVolume(volume);
        expect(await engine.volumeExists(volume)).toBe(false);
      });

      it('are not removed while a lab holds them', async () => {
        const spec = specFor();
        await engine.create(spec);
        await expectFailure(engine.removeVolume(`${spec.name}-home`), 'conflict');
        expect(await engine.volumeExists(`${spec.name}-home`)).toBe(true);
      });

      it('are measured, and only if they exist', async () => {
        const volume = fresh('volume');
        await engine.ensureVolume(volume, {});
        expect(await engine.volumeUsage(volume)).toMatchObject({ files: 0 });
        await expectFailure(engine.volumeUsage(fresh('none')), 'not_found');
        await expectFailure(engine.volumeUsage(volume, AbortSignal.abort()), 'timeout_unknown');
      });

      it('made of a directory are named by its contents', async () => {
        const directory = await mkdtemp(join(tmpdir(), 'perijove-content-'));
        try {
          await writeFile(join(directory, 'a.txt'), 'one');
          const first = await engine.ensureContentVolume('contract-c-', directory, harness.image);
          expect(first).toMatch(/^contract-c-[0-9a-f]+$/);
          expect(await engine.ensureContentVolume('contract-c-', directory, harness.image)).toBe(
            first,
          );
          await writeFile(join(directory, 'a.txt'), 'two');
          const second = await engine.ensureContentVolume('contract-c-', directory, harness.image);
          expect(second).not.toBe(first);
          expect(await engine.volumeExists(first)).toBe(true);
          await engine.removeVolume(first);
          await engine.removeVolume(second);
        } finally {
          await rm(directory, { recursive: true });
        }
      }, 30_000);

      it('cannot be made of a directory that is not there', async () => {
        await expectFailure(
          engine.ensureContentVolume('contract-c-', '/no/such/directory', harness.image),
          'not_found',
        );
      });
    });

    describe('watching and measuring', () => {
      it('hints at a start and at an end, until it is told to be quiet', async () => {
        const quiet = new AbortController();
        const hints: (string | null)[] = [];
        engine.watch(hint => hints.push(hint.name), quiet.signal);
        // The first hint of a true engine says that it listens now.
        if (traits.runs) await new Promise(resolve => setTimeout(resolve, 500));
        const { name } = await started();
        await eventually(() => Promise.resolve(hints.includes(name)));
        hints.length = 0;
        await engine.stop(name, 2_000);
        await eventually(() => Promise.resolve(hints.includes(name)));
        quiet.abort();
        await new Promise(resolve => setTimeout(resolve, 100));
        hints.length = 0;
        await engine.remove(name);
        await new Promise(resolve => setTimeout(resolve, 300));
        expect(hints).toEqual([]);
      }, 30_000);

      it('counts what running labs consume, and leaves out all others', async () => {
        const idle = await engine.create(specFor());
        const lab = await started();
        const first = await eventually(async () => {
          const samples = await engine.sample();
          return samples.find(sample => sample.name === lab.name && sample.memoryBytes > 0);
        });
        expect(first).toMatchObject({ id: lab.id, name: lab.name });
        const samples = await engine.sample();
        expect(samples.map(sample => sample.name)).not.toContain(idle.name);
        const second = samples.find(sample => sample.name === lab.name);
        expect(second?.monotonicMs).toBeGreaterThanOrEqual(first.monotonicMs);
        expect(second?.cpuMicros).toBeGreaterThanOrEqual(first.cpuMicros);
        await engine.stop(lab.name, 2_000);
        expect(await engine.sample()).toEqual([]);
      }, 30_000);

      it('has no log of a lab that does not exist', async () => {
        await expectFailure(engine.logs(fresh('nobody'), 10), 'not_found');
      });
    });

    describe('the engine itself', () => {
      it('answers and describes itself', async () => {
        await engine.ping();
        const caps = await engine.caps();
        expect(caps.cores).toBeGreaterThanOrEqual(1);
        expect(caps.description).not.toBe('');
        expect(caps.images).toBe(traits.images);
      });

      it('knows the image of its labs', async () => {
        const info = await engine.ensureImage(harness.image, () => undefined);
        expect(info.id).not.toBe('');
      });

      if (traits.images) {
        it('says which image it cannot find', async () => {
          const missing = 'perijove/no-such-image:ever';
          await expect(engine.ensureImage(missing, () => undefined)).rejects.toThrow(missing);
          // Without a way to the registry nobody can tell whether it has the image.
          await expectFailure(
            engine.ensureImage(missing, () => undefined),
            'not_found',
            'unavailable',
          );
        }, 60_000);
      }
    });

    if (traits.runs) describeRunningLabs();

    /** Promises about programs that truly run. */
    function describeRunningLabs(): void {
      describe('a lab that runs', () => {
        it('answers at its URL below its prefix', async () => {
          const { url } = await started();
          const answer = await eventually(() => fetch(`${url}/user/zoe/gpu/api`).catch(() => null));
          expect(answer.status).toBe(200);
        }, 30_000);

        it('tells its exit code when it ends by itself', async () => {
          const { name } = await started(shell('exit 3'));
          expect((await ended(name)).exit).toEqual({ code: 3, outOfMemory: false });
        }, 30_000);

        it('is killed when it does not heed the request to stop', async () => {
          const { name } = await started(shell("trap '' TERM; while :; do sleep 0.1; done"));
          await new Promise(resolve => setTimeout(resolve, 300));
          const before = Date.now();
          await engine.stop(name, 1_000);
          expect(Date.now() - before).toBeLessThan(10_000);
          expect((await engine.inspect(name))?.status).toBe('exited');
          expect((await engine.inspect(name))?.exit?.code).not.toBe(0);
        }, 30_000);

        it('keeps its last lines, oldest first', async () => {
          const { name } = await started(
            shell('for i in 1 2 3 4 5; do echo line $i; done; echo err >&2'),
          );
          await ended(name);
          expect(await engine.logs(name, 100)).toHaveLength(6);
          expect(await engine.logs(name, 2)).toEqual(['line 5', 'err']);
          expect(await engine.logs(name, 0)).toEqual([]);
        }, 30_000);

        it('finds the files of its volume again after it was removed', async () => {
          const volume = fresh('kept');
          const mounts = [{ volume, target: HOME, readOnly: false }];
          const first = await started({ mounts, ...shell('echo kept > kept.txt') });
          expect((await ended(first.name)).exit?.code).toBe(0);
          await engine.remove(first.name);
          expect((await engine.volumeUsage(volume)).files).toBeGreaterThan(0);
          const second = await started({ mounts, ...shell('cat kept.txt') });
          await ended(second.name);
          expect(await engine.logs(second.name, 10)).toEqual(['kept']);
          await engine.remove(second.name);
          await engine.removeVolume(volume);
        }, 30_000);

        it('sees a volume below its home at its place', async () => {
          const [home, work] = [fresh('home'), fresh('work')];
          const mounts = [
            { volume: home, target: HOME, readOnly: false },
            { volume: work, target: `${HOME}/work`, readOnly: false },
          ];
          const lab = await started({ mounts, ...shell('echo deep > work/file && echo "$HOME"') });
          expect((await ended(lab.name)).exit?.code).toBe(0);
          expect((await engine.volumeUsage(work)).files).toBe(1);
          await engine.remove(lab.name);
          const again = await started({
            mounts: [{ volume: work, target: HOME, readOnly: false }],
            ...shell('cat file'),
          });
          await ended(again.name);
          expect(await engine.logs(again.name, 10)).toEqual(['deep']);
        }, 30_000);

        it('reads the files of a content volume through its environment', async () => {
          const directory = await mkdtemp(join(tmpdir(), 'perijove-content-'));
          await writeFile(join(directory, 'hello.txt'), 'hello\n', { mode: 0o600 });
          const volume = await engine.ensureContentVolume('contract-c-', directory, harness.image);
          await rm(directory, { recursive: true });
          const spec = specFor(shell('cat "$SHARE/hello.txt"'));
          const lab = await started({
            ...spec,
            env: { ...spec.env, SHARE: '/opt/perijove/share' },
            mounts: [...spec.mounts, { volume, target: '/opt/perijove/share', readOnly: true }],
          });
          await ended(lab.name);
          expect(await engine.logs(lab.name, 10)).toEqual(['hello']);
          await engine.remove(lab.name);
          await engine.removeVolume(volume);
        }, 30_000);

        it('lives on without the backend, which finds it again', async () => {
          const lab = await started();
          const other = await harness.reopen();
          expect(await other.list()).toEqual([lab]);
          expect(await other.start(lab.name)).toEqual(lab);
          await other.stop(lab.name, 2_000);
          expect((await engine.inspect(lab.name))?.status).toBe('exited');
          await other.close();
        }, 30_000);

        it('consumes CPU that shows in its counters', async () => {
          const { name } = await started(shell('while :; do :; done'));
          const read = async (): Promise<number> =>
            (await engine.sample()).find(sample => sample.name === name)?.cpuMicros ?? 0;
          const before = await read();
          await eventually(async () => (await read()) > before + 200_000);
        }, 30_000);
      });
    }
  });
};
