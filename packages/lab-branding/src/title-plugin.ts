import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IBrandSource } from './tokens';
import { followTitle } from './title';

/** Gives the browser tab the organisation's name. */
export const titlePlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:title',
  description: "Shows the organisation's name in the browser tab.",
  autoStart: true,
  optional: [IBrandSource],
  activate: (_app, source: IBrandSource | null): void => {
    if (source === null) return;
    let end = (): void => undefined;
    const show = (name: string | undefined): void => {
      if (name === undefined) return;
      end();
      end = followTitle(document, name);
    };
    const remembered = source.remembered()?.name;
    show(remembered);
    void source.current().then(branding => {
      // A name that changes under the eyes of its viewer helps nobody: the next page has it.
      if (remembered === undefined) show(branding?.name);
    });
  },
};
