import { strings } from '@perijove/contracts/strings';

/** What the last look said. */
export interface GpuFinding {
  readonly found: boolean;
  readonly reason: string;
  readonly checkedAtMs: number;
}

/** Whether labs get a GPU, and why, in words for an administrator. */
export interface GpuState {
  /** Whether the next start asks for a GPU. */
  readonly enabled: boolean;
  readonly detected: boolean;
  readonly reason: string;
  /** Null when nobody looked yet, or nobody looks because it is switched off. */
  readonly checkedAtMs: number | null;
}

/** The setting and what was found, put together. Pure. */
export const gpuState = (known: {
  /** As `JUPYTERHUB_GPU_ENABLED`: off, on, detect. */
  readonly mode: '0' | '1' | '2';
  readonly finding: GpuFinding | null;
  /** Why the last look told nothing; null when it did. */
  readonly trouble: string | null;
}): GpuState => {
  const { mode, finding, trouble } = known;
  if (mode === '0') {
    return { enabled: false, detected: false, reason: strings.gpu.off, checkedAtMs: null };
  }
  const detected = finding?.found ?? false;
  const seen =
    finding?.reason ??
    (trouble === null ? strings.gpu.notLookedYet : strings.gpu.couldNotLook(trouble));
  const reason = mode === '1' && !detected ? strings.gpu.onWithout(seen) : seen;
  return {
    enabled: mode === '1' || detected,
    detected,
    reason,
    checkedAtMs: finding?.checkedAtMs ?? null,
  };
};
