import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
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
  activate: (
    _app,
    shell: ILabShell,
    source: IBrandingSource | null,
    translator: ITranslator | null,
  ): void => {
    if (source === null) return;
    const trans = (translator ?? nullTranslator).load('perijove');
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
