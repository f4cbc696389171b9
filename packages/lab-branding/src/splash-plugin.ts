import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, ISplashScreen, showDialog } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import { DisposableDelegate } from '@lumino/disposable';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { loadImage } from './load-image';
import { brandScene, jupyterScene } from './splash-scene';
import { SplashScreen } from './splash-screen';
import { IBrandingSource } from './tokens';

/** After this time the splash screen offers to clear the workspace, as JupyterLab's does. */
const TIMEOUT_MS = 12_000;

/** Replaces JupyterLab's splash plugin, which this package disables. */
export const splashPlugin: JupyterFrontEndPlugin<ISplashScreen> = {
  id: '@perijove/lab-branding:splash',
  description: "Shows the organisation's splash screen, or Jupyter's if there is none.",
  autoStart: true,
  requires: [ITranslator],
  optional: [IHubLink, IBrandingSource],
  provides: ISplashScreen,
  activate: (
    app,
    translator: ITranslator,
    link: IHubLink | null,
    source: IBrandingSource | null,
  ): ISplashScreen => {
    // Notebook and other applications have no splash screen.
    if (app.name !== 'JupyterLab') return { show: () => new DisposableDelegate(() => undefined) };

    const language = loadLanguage(translator);
    const offerRecovery = async (): Promise<void> => {
      const { trans } = await language;
      const { button } = await showDialog({
        title: trans.__('Still loading'),
        body: trans.__(
          'Loading takes longer than usual. A damaged workspace can cause this. You can clear the workspace or keep waiting. Your files are not affected.',
        ),
        buttons: [
          Dialog.cancelButton({ label: trans.__('Keep waiting') }),
          Dialog.warnButton({ label: trans.__('Clear workspace') }),
        ],
      });
      if (button.accept && app.commands.hasCommand('apputils:reset')) {
        await app.commands.execute('apputils:reset');
      }
    };
    const splash = new SplashScreen({
      restored: app.restored,
      offerRecovery,
      timeoutMs: TIMEOUT_MS,
    });
    splash.set(jupyterScene());
    if (link === null || source === null) return splash;

    const show = async (url: string | null | undefined): Promise<void> => {
      if (typeof url !== 'string') return;
      try {
        splash.set(brandScene(await loadImage(url, link.location.serviceUrl)));
      } catch (error) {
        console.warn(error);
      }
    };
    const cached = source.cached()?.labSplashUrl;
    void show(cached);
    void source.current().then(branding => {
      // The scene changes only on the first visit, where no other was shown before.
      if (cached === undefined) void show(branding?.labSplashUrl);
    });
    return splash;
  },
};
