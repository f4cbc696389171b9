import type { IHubLink } from '@perijove/lab-hub';

/** The part of the link that is looked at. */
export type StopLink = { readonly state: Pick<IHubLink['state'], 'server' | 'serverChanged'> };

const isAway = (link: StopLink): boolean => {
  const phase = link.state.server?.phase;
  return phase !== undefined && phase !== 'running';
};

/** Whether the hub has said, or says within `patienceMs`, that the server does not run. */
export const stopIsKnown = (link: StopLink, patienceMs: number): Promise<boolean> => {
  if (isAway(link)) return Promise.resolve(true);
  return new Promise(resolve => {
    const { serverChanged } = link.state;
    const end = (known: boolean): void => {
      clearTimeout(timer);
      serverChanged.disconnect(look);
      resolve(known);
    };
    const look = (): void => {
      if (isAway(link)) end(true);
    };
    const timer = setTimeout(() => {
      end(false);
    }, patienceMs);
    serverChanged.connect(look);
  });
};
