import { text, type Message } from '../../lib/text.js';

/** What the last look said. */
export interface GpuFinding {
  readonly found: boolean;
  readonly reason: Message;
  readonly checkedAtMs: number;
}

/** Whether labs get a GPU, and why, in words for an administrator. */
export interface GpuState {
  /** Whether the next start asks for a GPU. */
  readonly enabled: boolean;
  readonly detected: boolean;
  readonly reason: Message;
  /** Null when nobody looked yet, or nobody looks because it is switched off. */
  readonly checkedAtMs: number | null;
}

/** The setting and what was found, put together. Pure. */
export const gpuState = (known: {
  /** As `JUPYTERHUB_GPU_ENABLED`: off, on, detect. */
  readonly mode: '0' | '1' | '2';
  readonly finding: GpuFinding | null;
  /** Why the last look told nothing; null when it did. */
  readonly trouble: Message | null;
}): GpuState => {
  const { mode, finding, trouble } = known;
  if (mode === '0') {
    return { enabled: false, detected: false, reason: text('gpu.off'), checkedAtMs: null };
  }
  const detected = finding?.found ?? false;
  const seen =
    finding?.reason ??
    (trouble === null ? text('gpu.notCheckedYet') : text('gpu.couldNotCheck', { why: trouble }));
  const reason = mode === '1' && !detected ? text('gpu.onWithout', { seen }) : seen;
  return {
    enabled: mode === '1' || detected,
    detected,
    reason,
    checkedAtMs: finding?.checkedAtMs ?? null,
  };
};
