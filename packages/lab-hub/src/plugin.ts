import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { HubLink } from './hub-link';
import { readPlace } from './place';
import { askQuietly } from './quiet-requests';
import { IHubLink } from './tokens';

/** Tells the hub when the page comes and goes, and comes back to it at once after a sleep. */
const followPage = (link: HubLink): void => {
  const tell = (): void => {
    const visible = document.visibilityState === 'visible';
    link.connection.show({ page: 'lab', visible });
    if (visible) link.connection.wake();
  };
  document.addEventListener('visibilitychange', tell);
  window.addEventListener('pageshow', tell);
  window.addEventListener('online', tell);
  window.addEventListener('pagehide', () => {
    link.leave();
  });
  tell();
  link.use.watch(document);
  // Who opens a page uses it.
  link.use.touch();
};

/** Provides `IHubLink`, or null when the page is not on a hub. */
export const plugin: JupyterFrontEndPlugin<IHubLink | null> = {
  id: '@perijove/lab-hub:plugin',
  description: 'Connects the page to its hub, once for all extensions.',
  autoStart: true,
  provides: IHubLink,
  activate: ({ serviceManager }): IHubLink | null => {
    const place = readPlace(name => PageConfig.getOption(name), window.location.origin);
    if (place === null) return null;
    const { baseUrl } = serviceManager.serverSettings;
    // Who opens a page uses it.
    let inUse = (): boolean => true;
    const quiet = askQuietly(ServerConnection, window, baseUrl, () => inUse());
    const link = new HubLink({ place, token: () => PageConfig.getToken(), quiet });
    inUse = () => link.use.inUse;
    followPage(link);
    link.connection.open();
    return link;
  },
};
