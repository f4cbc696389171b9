import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IHubLink } from '@perijove/lab-hub';
import { createBrandingSource } from './branding-source';
import { IBrandingSource } from './tokens';

/** Requests the branding from the hub, once for all plugins of this package. */
export const sourcePlugin: JupyterFrontEndPlugin<IBrandingSource | null> = {
  id: '@perijove/lab-branding:source',
  description: 'Loads the branding of the organisation from the hub.',
  autoStart: true,
  optional: [IHubLink],
  provides: IBrandingSource,
  activate: (_app, link: IHubLink | null) =>
    link === null
      ? null
      : createBrandingSource({
          fetch: () => link.api('getBranding'),
          storage: window.localStorage,
        }),
};
