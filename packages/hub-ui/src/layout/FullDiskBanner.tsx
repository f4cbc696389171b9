import { Link } from 'react-router';
import { formatBytes } from '../format/bytes';
import { useMe } from '../app/context';
import { t } from '../i18n';

/** Tells administrators on every page of a disk that is full. */
export const FullDiskBanner = () => {
  const { fullDisks } = useMe();
  return (
    <div role="alert" aria-label={t('layout:fullDisks')}>
      {fullDisks.map(({ of, freeBytes, totalBytes }) => (
        <p key={of} className="alert alert-danger pj-announcement">
          {t(`layout:fullDisk.${of}`, {
            free: formatBytes(freeBytes),
            total: formatBytes(totalBytes),
          })}{' '}
          <Link to="/health" className="alert-link">
            {t('layout:health')}
          </Link>
        </p>
      ))}
    </div>
  );
};
