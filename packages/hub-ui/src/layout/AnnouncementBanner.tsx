import { useQuery } from '@tanstack/react-query';
import { useServices } from '../app/context';
import { t } from '../i18n';

/** What an administrator has to say to everyone: plain text, live. */
export const AnnouncementBanner = () => {
  const { queries } = useServices();
  const { data } = useQuery(queries.announcement());
  const announcement = data?.announcement ?? null;
  return (
    <div role="status" aria-label={t('layout:announcement')}>
      {announcement !== null && (
        <p className={`alert alert-${announcement.variant} pj-announcement`}>
          {announcement.message}
        </p>
      )}
    </div>
  );
};
