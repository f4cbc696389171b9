import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, ISplashScreen, showDialog } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import { DisposableDelegate } from '@lumino/disposable';
import { IHubLink } from '@perijove/lab-hub';
import { loadPicture } from './picture';
import { brandScene, jupyterScene } from './splash-scene';
import { SplashScreen } from './splash-screen';
import { IBrandSource } from './tokens';

/** After this long the screen offers a way out; JupyterLab's own does the same. */
const PATIENCE_MS = 12_000;

/** Stands in for JupyterLab's splash plugin, which this package switches off. */
export const splashPlugin: JupyterFrontEndPlugin<ISplashScreen> = {
  id: '@perijove/lab-branding:splash',
  description: "Shows the organisation's splash, or Jupyter's own when there is none.",
  autoStart: true,
  requires: [ITranslator],
  optional: [IHubLink, IBrandSource],
  provides: ISplashScreen,
  activate: (
    app,
    translator: ITranslator,
    link: IHubLink | null,
    source: IBrandSource | null,
  ): ISplashScreen => {
    // Notebook and other applications have no splash of their own; they get none from here.
    if (app.name !== 'JupyterLab') return { show: () => new DisposableDelegate(() => undefined) };

    const trans = translator.load('perijove');
    const offerRecovery = async (): Promise<void> => {
      const { button } = await showDialog({
        title: trans.__('Still loading'),
        body: trans.__(
          'This takes longer than usual. A damaged workspace can be the cause: clear it, or wait on. Your files stay as they are.',
        ),
        buttons: [
          Dialog.cancelButton({ label: trans.__('Wait on') }),
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
      patienceMs: PATIENCE_MS,
    });
    splash.set(jupyterScene());
    if (link === null || source === null) return splash;

    const show = async (url: string | null | undefined): Promise<void> => {
      if (typeof url !== 'string') return;
      try {
        splash.set(brandScene(await loadPicture(url, link.place.serviceUrl)));
      } catch (error) {
        console.warn(error);
      }
    };
    const remembered = source.remembered()?.labSplashUrl;
    void show(remembered);
    void source.current().then(branding => {
      // A scene that changes under the eyes of its viewer helps nobody: only the first visit does.
      if (remembered === undefined) void show(branding?.labSplashUrl);
    });
    return splash;
  },
};
