import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import { Alarm, createSeenStore, IHubLink, loadLanguage } from '@perijove/lab-hub';
import { goToHub } from './go-to-hub';
import { DeadlineWarnings } from './deadline-warnings';

const ID = '@perijove/lab-session:warnings';

/** Reads and follows the setting; on by default. */
const followSetting = async (
  registry: ISettingRegistry,
  onChange: (enabled: boolean) => void,
): Promise<void> => {
  const settings = await registry.load(ID);
  const update = (): void => {
    onChange(settings.get('warnBeforeStop').composite !== false);
  };
  settings.changed.connect(update);
  update();
};

/** Warns before the server stops, and explains why it has stopped. */
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
    let enabled = true;
    const start = async (): Promise<DeadlineWarnings> => {
      const { trans, locale } = await loadLanguage(translator);
      await restored;
      if (registry !== null) {
        // Without the setting, the default applies.
        await followSetting(registry, on => (enabled = on)).catch(console.warn);
      }
      const [{ WarningNotifications }, { StopDialog }] = await Promise.all([
        import('./warning-notifications'),
        import('./stop-dialog'),
      ]);
      const alarm = new Alarm(
        () => {
          warnings.check();
        },
        () => link.serverNow(),
      );
      const warnings = new DeadlineWarnings({
        link,
        display: new WarningNotifications({
          commands,
          trans,
          stopDialog: new StopDialog(
            trans,
            link.visitor === link.user
              ? () => {
                  goToHub(link, true);
                }
              : undefined,
          ),
          locale,
          nowMs: () => link.serverNow(),
        }),
        seen: createSeenStore(window.sessionStorage, 'perijove:warned'),
        enabled: () => enabled,
        setAlarm: atMs => {
          alarm.set(atMs);
        },
      });
      warnings.start();
      return warnings;
    };
    void start().then(warnings => {
      // Timers pause while the computer sleeps.
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') warnings.check();
      });
    });
  },
};
