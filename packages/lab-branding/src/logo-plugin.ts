import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IHubLink } from '@perijove/lab-hub';
import { Logo } from './logo';
import { IBrandSource } from './tokens';

/** Stands in for JupyterLab's logo plugin, which this package switches off. */
export const logoPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:logo',
  description: "Shows the organisation's logo, or Jupyter's own when there is none.",
  autoStart: true,
  requires: [ILabShell],
  optional: [IHubLink, IBrandSource, ITranslator],
  activate: (
    _app,
    shell: ILabShell,
    link: IHubLink | null,
    source: IBrandSource | null,
    translator: ITranslator | null,
  ): void => {
    const trans = (translator ?? nullTranslator).load('perijove');
    const logo = new Logo();
    shell.add(logo, 'top', { rank: 0 });
    if (link === null || source === null) return;
    const show = async (): Promise<void> => {
      const remembered = source.remembered();
      if (remembered !== null) await logo.brand(remembered, link, trans);
      const current = await source.current();
      if (current !== null) await logo.brand(current, link, trans);
    };
    void show();
  },
};
