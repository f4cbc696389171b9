import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IHubLink } from '@perijove/lab-hub';
import { createBrandSource } from './brand-source';
import { IBrandSource } from './tokens';

/** Asks the hub for the branding, once for logo, splash and favicon. */
export const sourcePlugin: JupyterFrontEndPlugin<IBrandSource | null> = {
  id: '@perijove/lab-branding:source',
  description: 'Asks the hub for the branding of the organisation.',
  autoStart: true,
  optional: [IHubLink],
  provides: IBrandSource,
  activate: (_app, link: IHubLink | null) =>
    link === null
      ? null
      : createBrandSource({ ask: () => link.api('getBranding'), memory: window.localStorage }),
};
