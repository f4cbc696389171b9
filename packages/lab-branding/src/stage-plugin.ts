import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { StageBadge } from './stage';
import { IBrandSource } from './tokens';

/** Right after the logo, before the menus. */
const RANK = 1;

/** Tells a test platform from the one where the work is. */
export const stagePlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:stage',
  description: 'Shows a badge with the stage of the platform, such as “staging”.',
  autoStart: true,
  requires: [ILabShell],
  optional: [IBrandSource, ITranslator],
  activate: (
    _app,
    shell: ILabShell,
    source: IBrandSource | null,
    translator: ITranslator | null,
  ): void => {
    if (source === null) return;
    const trans = (translator ?? nullTranslator).load('perijove');
    const badge = new StageBadge();
    shell.add(badge, 'top', { rank: RANK });
    const show = (branding: ReturnType<IBrandSource['remembered']>): void => {
      if (branding === null) return;
      badge.brand(
        branding.stage,
        trans.__('This is %1, stage: %2', branding.name, branding.stage?.label ?? ''),
      );
    };
    show(source.remembered());
    void source.current().then(show);
  },
};
