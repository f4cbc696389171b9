/** Whether volumes may be changed now: only a stopped server lets go of them. */
export type ServerState = 'stopped' | 'running' | 'moving';

/** What can be done on the volumes page. */
export interface VolumeActions {
  readonly reset: (names: readonly string[]) => void;
  readonly restore: (name: string, generation: number) => void;
  readonly stopServer: () => void;
  readonly closeResults: () => void;
}
