/** Whether labs get a GPU, and why not. */
export const gpu = {
  off: 'Switched off.',
  notLookedYet: 'The first look is on its way.',
  couldNotLook: (why: string) => `Nobody could look yet: ${why}`,
  onWithout: (seen: string) =>
    `Switched on, so every server asks for a GPU, and starts without one where there is none. ${seen}`,
  refused: (why: string) => `A server could not be given a GPU and started without one. ${why}`,
  /** What looking for one told. */
  probe: {
    localProcesses: 'Labs are local processes here: they see the GPUs of this machine as it does.',
    noRuntime: 'Docker has no nvidia runtime on this machine.',
    noProbe: (why: string) => `The probe could not run. ${why}`,
    notRun: (why: string) => `nvidia-smi could not be run: ${why}`,
    tookTooLong: 'nvidia-smi did not end within a minute.',
    found: (count: number, models: readonly string[]) =>
      `nvidia-smi found ${count === 1 ? '1 GPU' : `${count} GPUs`}: ${models.join(', ')}.`,
    none: 'nvidia-smi found no GPU.',
    noneSaying: (said: string) => `nvidia-smi found no GPU. It said: ${said}`,
    ended: (code: number) => `nvidia-smi ended with code ${code}.`,
    endedSaying: (code: number, said: string) =>
      `nvidia-smi ended with code ${code}. It said: ${said}`,
  },
} as const;
