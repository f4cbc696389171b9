import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { HubLink } from './hub-link';
import { readHubLocation } from './hub-location';
import { untrackRequests } from './untracked-requests';
import { IHubLink } from './tokens';

/** Reports visibility and activity to the hub, and reconnects at once after a sleep. */
const followPage = (link: HubLink): void => {
  const update = (): void => {
    const visible = document.visibilityState === 'visible';
    link.connection.setView({ page: 'lab', visible });
    if (visible) link.connection.reconnectNow();
  };
  document.addEventListener('visibilitychange', update);
  window.addEventListener('pageshow', update);
  window.addEventListener('online', update);
  window.addEventListener('pagehide', () => {
    link.flush();
  });
  update();
  link.activity.listen(document);
  // Opening the page is activity.
  link.activity.record();
};

/** Provides `IHubLink`, or null when the page is not on a hub. */
export const plugin: JupyterFrontEndPlugin<IHubLink | null> = {
  id: '@perijove/lab-hub:plugin',
  description: 'Connects the page to its hub, for all extensions.',
  autoStart: true,
  provides: IHubLink,
  activate: ({ serviceManager }): IHubLink | null => {
    const location = readHubLocation(name => PageConfig.getOption(name), window.location.origin);
    if (location === null) return null;
    const { baseUrl } = serviceManager.serverSettings;
    // Opening the page is activity.
    let isActive = (): boolean => true;
    const quiet = untrackRequests(ServerConnection, window, baseUrl, () => isActive());
    const link = new HubLink({ location, token: () => PageConfig.getToken(), quiet });
    isActive = () => link.activity.active;
    followPage(link);
    link.connection.open();
    return link;
  },
};
