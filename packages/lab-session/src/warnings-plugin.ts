import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Alarm, createOnceMemory, IHubLink, localeOf } from '@perijove/lab-hub';
import { leaveForStart } from './leave';
import { Warner } from './warner';

const ID = '@perijove/lab-session:warnings';

/** Follows the setting; warnings are wanted until it says otherwise. */
const readWanted = async (
  registry: ISettingRegistry,
  set: (on: boolean) => void,
): Promise<void> => {
  const settings = await registry.load(ID);
  const take = (): void => {
    set(settings.get('warnBeforeStop').composite !== false);
  };
  settings.changed.connect(take);
  take();
};

/** Warns before the server stops, and says why when it has stopped. */
export const warningsPlugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Warns before the server stops.',
  autoStart: true,
  optional: [IHubLink, ISettingRegistry, ITranslator],
  activate: (
    app,
    link: IHubLink | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
  ): void => {
    if (link === null) return;
    const { commands, restored } = app;
    const language = translator ?? nullTranslator;
    const trans = language.load('perijove');
    let wanted = true;
    const begin = async (): Promise<Warner> => {
      await restored;
      if (registry !== null) {
        // Without its setting the default holds.
        await readWanted(registry, on => (wanted = on)).catch(console.warn);
      }
      const [{ LabWarnings }, { StopDialog }] = await Promise.all([
        import('./lab-warnings'),
        import('./stop-dialog'),
      ]);
      const alarm = new Alarm(
        () => {
          warner.check();
        },
        () => link.serverNow(),
      );
      const warner = new Warner({
        link,
        board: new LabWarnings({
          commands,
          trans,
          stopDialog: new StopDialog(
            trans,
            link.visitor === link.user
              ? () => {
                  leaveForStart(link, true);
                }
              : undefined,
          ),
          locale: localeOf(language.languageCode),
          nowMs: () => link.serverNow(),
        }),
        memory: createOnceMemory(window.sessionStorage, 'perijove:warned'),
        wanted: () => wanted,
        alarmAt: atMs => {
          alarm.set(atMs);
        },
      });
      warner.start();
      return warner;
    };
    void begin().then(warner => {
      // Timers stand still while a computer sleeps.
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') warner.check();
      });
    });
  },
};
