import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IBrandingSource } from './tokens';
import { followTitle } from './title';

/** Shows the organisation's name in the browser tab. */
export const titlePlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:title',
  description: "Shows the organisation's name in the browser tab.",
  autoStart: true,
  optional: [IBrandingSource],
  activate: (_app, source: IBrandingSource | null): void => {
    if (source === null) return;
    let stop = (): void => undefined;
    const show = (name: string | undefined): void => {
      if (name === undefined) return;
      stop();
      stop = followTitle(document, name);
    };
    const cached = source.cached()?.name;
    show(cached);
    void source.current().then(branding => {
      // A changed name appears on the next page, so that the title does not change while it is read.
      if (cached === undefined) show(branding?.name);
    });
  },
};
