import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { Logo } from './logo';
import { IBrandingSource } from './tokens';

/** Replaces JupyterLab's logo plugin, which this package disables. */
export const logoPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:logo',
  description: "Shows the organisation's logo, or Jupyter's if there is none.",
  autoStart: true,
  requires: [ILabShell],
  optional: [IHubLink, IBrandingSource, ITranslator],
  activate: (
    _app,
    shell: ILabShell,
    link: IHubLink | null,
    source: IBrandingSource | null,
    translator: ITranslator | null,
  ): void => {
    const logo = new Logo();
    shell.add(logo, 'top', { rank: 0 });
    if (link === null || source === null) return;
    const show = async (): Promise<void> => {
      const { trans } = await loadLanguage(translator);
      const cached = source.cached();
      if (cached !== null) await logo.brand(cached, link, trans);
      const current = await source.current();
      if (current !== null) await logo.brand(current, link, trans);
    };
    void show();
  },
};
