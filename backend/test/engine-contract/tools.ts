import type { Engine, EngineErrorKind, LabSpec, LabState } from '../../src/engine/port.js';

/** What the contract suite needs to know of an engine under test. */
export interface EngineHarness {
  readonly engine: Engine;
  /** The same place seen by a backend that was restarted. */
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

/** Where the home of the tests' labs is mounted. */
export const HOME = '/home/jovyan';

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

/** What the promises are written with. */
export interface ContractTools {
  readonly harness: () => EngineHarness;
  readonly engine: () => Engine;
  /** A name that no other test uses. */
  readonly fresh: (what: string) => string;
  readonly specFor: (overrides?: Partial<LabSpec>) => LabSpec;
  /** A lab that runs this instead of a server. */
  readonly shell: (script: string) => Partial<LabSpec>;
  readonly started: (overrides?: Partial<LabSpec>) => Promise<LabState>;
  /** Waits until the lab has ended. */
  readonly ended: (name: string) => Promise<LabState>;
}

export const contractTools = (harness: () => EngineHarness): ContractTools => {
  let count = 0;
  const engine = (): Engine => harness().engine;
  const fresh = (what: string): string => `contract-${what}-${process.pid}-${(count += 1)}`;

  const specFor = (overrides: Partial<LabSpec> = {}): LabSpec => {
    const name = overrides.name ?? fresh('lab');
    return {
      name,
      user: 'zoë',
      server: 'gpu',
      image: harness().image,
      command: harness().serve,
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
    await engine().create(spec);
    return engine().start(spec.name);
  };

  const ended = (name: string): Promise<LabState> =>
    eventually(async () => {
      const lab = await engine().inspect(name);
      return lab?.status === 'exited' ? lab : null;
    });

  return { harness, engine, fresh, specFor, shell, started, ended };
};
