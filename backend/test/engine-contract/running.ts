import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, HOME, type ContractTools } from './tools.js';
import type { LabSpec } from '../../src/engine/port.js';

/** Promises about labs that truly run programs. */
export const describeRunningLabs = (tools: ContractTools): void => {
  const { fresh, specFor, shell, started, ended } = tools;

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
      await tools.engine().stop(name, 1_000);
      expect(Date.now() - before).toBeLessThan(10_000);
      expect((await tools.engine().inspect(name))?.status).toBe('exited');
      expect((await tools.engine().inspect(name))?.exit?.code).not.toBe(0);
    }, 30_000);

    it('keeps its last lines, oldest first', async () => {
      const { name } = await started(shell('for i in 1 2 3 4 5; do echo line $i; done'));
      await ended(name);
      expect(await tools.engine().logs(name, 100)).toHaveLength(5);
      expect(await tools.engine().logs(name, 2)).toEqual(['line 4', 'line 5']);
      expect(await tools.engine().logs(name, 0)).toEqual([]);
    }, 30_000);

    it('keeps what it says on its error stream, too', async () => {
      // Which of two streams is read first is nobody's promise.
      const { name } = await started(shell('echo out; echo err >&2'));
      await ended(name);
      expect([...(await tools.engine().logs(name, 10))].sort()).toEqual(['err', 'out']);
    }, 30_000);

    it('finds the files of its volume again after it was removed', async () => {
      const volume = fresh('kept');
      const mounts = [{ volume, target: HOME, readOnly: false }];
      const first = await started({ mounts, ...shell('echo kept > kept.txt') });
      expect((await ended(first.name)).exit?.code).toBe(0);
      await tools.engine().remove(first.name);
      expect((await tools.engine().volumeUsage(volume)).files).toBeGreaterThan(0);
      const second = await started({ mounts, ...shell('cat kept.txt') });
      await ended(second.name);
      expect(await tools.engine().logs(second.name, 10)).toEqual(['kept']);
      await tools.engine().remove(second.name);
      await tools.engine().removeVolume(volume);
    }, 30_000);

    it('sees a volume below its home at its place', async () => {
      const [home, work] = [fresh('home'), fresh('work')];
      const mounts = [
        { volume: home, target: HOME, readOnly: false },
        { volume: work, target: `${HOME}/work`, readOnly: false },
      ];
      const lab = await started({ mounts, ...shell('echo deep > work/file && echo "$HOME"') });
      expect((await ended(lab.name)).exit?.code).toBe(0);
      expect((await tools.engine().volumeUsage(work)).files).toBe(1);
      await tools.engine().remove(lab.name);
      const again = await started({
        mounts: [{ volume: work, target: HOME, readOnly: false }],
        ...shell('cat file'),
      });
      await ended(again.name);
      expect(await tools.engine().logs(again.name, 10)).toEqual(['deep']);
    }, 30_000);

    it('reads the files of a content volume through its environment', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'perijove-content-'));
      await writeFile(join(directory, 'hello.txt'), 'hello\n', { mode: 0o600 });
      const volume = await tools
        .engine()
        .ensureContentVolume('contract-c-', directory, tools.harness().image);
      await rm(directory, { recursive: true });
      const spec = specFor(shell('cat "$SHARE/hello.txt"'));
      const lab = await started({
        ...spec,
        env: { ...spec.env, SHARE: '/opt/perijove/share' },
        mounts: [...spec.mounts, { volume, target: '/opt/perijove/share', readOnly: true }],
      });
      await ended(lab.name);
      expect(await tools.engine().logs(lab.name, 10)).toEqual(['hello']);
      await tools.engine().remove(lab.name);
      await tools.engine().removeVolume(volume);
    }, 30_000);

    it('lives on without the backend, which finds it again', async () => {
      const lab = await started();
      const other = await tools.harness().reopen();
      expect(await other.list()).toEqual([lab]);
      expect(await other.start(lab.name)).toEqual(lab);
      await other.stop(lab.name, 2_000);
      expect((await tools.engine().inspect(lab.name))?.status).toBe('exited');
      await other.close();
    }, 30_000);

    it('tells what runs in the foreground of its terminals, and what is new there', async () => {
      const inTerminal = (script: string): Partial<LabSpec> => ({
        command: [
          'python3',
          '-c',
          `import pty; pty.spawn(["sh", "-c", ${JSON.stringify(script)}])`,
        ],
      });
      const programs = async (name: string) => (await tools.engine().programs(name)) ?? [];
      const sleeper = await started(inTerminal('sleep 100; exit 3'));
      const worker = await started(inTerminal('while :; do sleep 1; done'));
      const none = await started(shell('sleep 100; exit 3'));
      await eventually(async () => (await programs(sleeper.name)).length >= 2);
      await new Promise(resolve => setTimeout(resolve, 4_000));
      const youngest = async (name: string): Promise<number> =>
        Math.min(...(await programs(name)).map(({ ageMs }) => ageMs));
      expect(await youngest(sleeper.name)).toBeGreaterThanOrEqual(3_000);
      expect(await youngest(worker.name)).toBeLessThan(3_000);
      expect(await programs(none.name)).toEqual([]);
      expect(await programs('no-such-lab')).toEqual([]);
    }, 60_000);

    it('consumes CPU that shows in its counters', async () => {
      const { name } = await started(shell('while :; do :; done'));
      const read = async (): Promise<number> =>
        (await tools.engine().sample()).find(sample => sample.name === name)?.cpuMicros ?? 0;
      const before = await read();
      await eventually(async () => (await read()) > before + 200_000);
    }, 30_000);
  });
};
