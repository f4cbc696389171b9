import { ILayoutRestorer, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { CentreWidget } from './centre-widget';
import { CENTRE_ID } from './ids';
import { openInNewTab } from './notification-actions';

/** Position in the right sidebar, after JupyterLab's own panels. */
const RANK = 900;

/** Adds the notification centre: all notifications in full, with their states. */
export const centrePlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-notifications:centre',
  description: 'Lists the notifications from the hub in a side panel.',
  autoStart: true,
  optional: [IHubLink, ILayoutRestorer, ITranslator],
  activate: async (
    app,
    link: IHubLink | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null,
  ): Promise<void> => {
    if (link === null) return;
    const { commands, shell } = app;
    const { trans, locale } = await loadLanguage(translator);
    const centre = new CentreWidget({
      link,
      trans,
      locale,
      actions: { commands, trans, locale, open: openInNewTab },
    });
    shell.add(centre, 'right', { rank: RANK });
    restorer?.add(centre, CENTRE_ID);
  },
};
