import type { IHubLink } from '@perijove/lab-hub';

/** The part of the link that is used. */
export type StopLink = { readonly state: Pick<IHubLink['state'], 'server' | 'serverChanged'> };

const isStopped = (link: StopLink): boolean => {
  const phase = link.state.server?.phase;
  return phase !== undefined && phase !== 'running';
};

/** Whether the hub reports, within `timeoutMs`, that the server is not running. */
export const isStopReported = (link: StopLink, timeoutMs: number): Promise<boolean> => {
  if (isStopped(link)) return Promise.resolve(true);
  return new Promise(resolve => {
    const { serverChanged } = link.state;
    const end = (reported: boolean): void => {
      clearTimeout(timer);
      serverChanged.disconnect(check);
      resolve(reported);
    };
    const check = (): void => {
      if (isStopped(link)) end(true);
    };
    const timer = setTimeout(() => {
      end(false);
    }, timeoutMs);
    serverChanged.connect(check);
  });
};
