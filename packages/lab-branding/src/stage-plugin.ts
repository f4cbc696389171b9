import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator } from '@jupyterlab/translation';
import { loadLanguage } from '@perijove/lab-hub';
import { StageBadge } from './stage';
import { IBrandingSource } from './tokens';

/** After the logo, before the menus. */
const RANK = 1;

/** Distinguishes a test platform from the production one. */
export const stagePlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:stage',
  description: 'Shows a badge with the stage of the platform, such as “staging”.',
  autoStart: true,
  requires: [ILabShell],
  optional: [IBrandingSource, ITranslator],
  activate: async (
    _app,
    shell: ILabShell,
    source: IBrandingSource | null,
    translator: ITranslator | null,
  ): Promise<void> => {
    if (source === null) return;
    const { trans } = await loadLanguage(translator);
    const badge = new StageBadge();
    shell.add(badge, 'top', { rank: RANK });
    const show = (branding: ReturnType<IBrandingSource['cached']>): void => {
      if (branding === null) return;
      badge.brand(
        branding.stage,
        trans.__('Stage of %1: %2', branding.name, branding.stage?.label ?? ''),
      );
    };
    show(source.cached());
    void source.current().then(show);
  },
};
