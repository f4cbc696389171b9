import { inEnglish } from '../../src/lib/catalog.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  contractTools,
  eventually,
  expectFailure,
  type EngineHarness,
  type EngineTraits,
} from './tools.js';
import { describeRunningLabs } from './running.js';
import type { Engine } from '../../src/engine/port.js';

/** Callers tell by this, never by the words, that it was the image that could not be had. */
const noImage = { about: 'image' };

/** Every engine keeps these promises; callers rely on nothing else. */
export const describeEngine = (
  title: string,
  traits: EngineTraits,
  open: () => Promise<EngineHarness>,
): void => {
  describe(title, () => {
    let harness: EngineHarness;
    let engine: Engine;
    const tools = contractTools(() => harness);
    const { fresh, specFor, started } = tools;

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
          await expect(engine.create(specFor({ image }))).rejects.toMatchObject(noImage);
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
        expect(await engine.ensureVolume(volume, { purpose: 'test' }, harness.image)).toBe(true);
        expect(await engine.ensureVolume(volume, { purpose: 'other' }, harness.image)).toBe(false);
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
        await engine.ensureVolume(volume, {}, harness.image);
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
        expect(inEnglish(caps.description)).not.toBe('');
        expect(caps.images).toBe(traits.images);
      });

      it('says whether labs can have a GPU, and why', async () => {
        const { found, reason } = await engine.probeGpu(harness.image);
        expect(inEnglish(reason)).toMatch(/\w+ \w+/);
        // Who says no for good must not find one.
        if (!(await engine.caps()).gpu) expect(found).toBe(false);
      }, 120_000);

      it('says what an image is without fetching it', async () => {
        const known = await engine.ensureImage(harness.image, () => undefined);
        expect(await engine.inspectImage(harness.image)).toEqual(known);
      });

      it('knows the image of its labs', async () => {
        const info = await engine.ensureImage(harness.image, () => undefined);
        expect(info.id).not.toBe('');
      });

      if (traits.images) {
        it('says which image it cannot find', async () => {
          const missing = 'perijove/no-such-image:ever';
          await expect(engine.ensureImage(missing, () => undefined)).rejects.toThrow(missing);
          await expect(engine.ensureImage(missing, () => undefined)).rejects.toMatchObject(noImage);
          // Without a way to the registry nobody can tell whether it has the image.
          await expectFailure(
            engine.ensureImage(missing, () => undefined),
            'not_found',
            'unavailable',
          );
        }, 60_000);
      }
    });

    if (traits.runs) describeRunningLabs(tools);
  });
};
