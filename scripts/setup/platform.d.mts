import type { ChildProcess } from 'node:child_process';

/** What the backend found out about this machine. */
export interface Prepared {
  readonly engine: 'docker' | 'process';
  readonly words: string;
  readonly notes: readonly string[];
  readonly gateway: string | null;
}

export const platformEnv: (options: {
  readonly data: string;
  readonly port: number;
  readonly ip: string;
  readonly engine?: string | undefined;
  readonly overrides?: Readonly<Record<string, string>>;
}) => Promise<{ readonly prepared: Prepared; readonly env: NodeJS.ProcessEnv }>;

export const endProxy: (data: string) => void;
export const hubConfig: string;
export const startHub: (
  env: NodeJS.ProcessEnv,
  stdio: readonly unknown[],
  config?: string,
) => ChildProcess;
export const untilReady: (child: ChildProcess, url: string, timeoutMs?: number) => Promise<void>;
