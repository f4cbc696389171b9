import { useQuery } from '@tanstack/react-query';
import { loadedOf } from '../../components/loaded';
import { useNotices } from '../../components/NoticesProvider';
import { useNow, useServices } from '../../app/context';
import { AnnouncementEditor } from './AnnouncementEditor';
import { SettingsPageView } from './SettingsPageView';
import { t } from '../../i18n';

/** The settings of the platform, for administrators. */
export const SettingsPage = () => {
  const { queries } = useServices();
  const settings = useQuery(queries.settings());
  const { show } = useNotices();
  const now = useNow(60_000);
  const copy = (text: string, count: number): void => {
    // Without TLS there is no clipboard, and browsers may refuse it.
    void (async () => {
      try {
        await navigator.clipboard.writeText(text);
        show({ tone: 'ok', text: t('settings:copied', { count }) });
      } catch {
        show({ tone: 'bad', text: t('settings:notCopied') });
      }
    })();
  };
  const loaded = loadedOf(settings);
  return (
    <>
      <SettingsPageView settings={loaded} now={now} onCopy={copy} />
      {loaded.kind === 'ready' && <AnnouncementEditor />}
    </>
  );
};
