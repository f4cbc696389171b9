import { Link } from 'react-router';
import { formatBytes } from '../format/bytes';
import { useMe } from '../app/context';
import { strings } from './strings';

/** Tells administrators on every page of a disk that is full. */
export const FullDiskBanner = () => {
  const { fullDisks } = useMe();
  return (
    <div role="alert" aria-label={strings.fullDisks}>
      {fullDisks.map(({ of, freeBytes, totalBytes }) => (
        <p key={of} className="alert alert-danger pj-announcement">
          {strings.fullDisk[of](formatBytes(freeBytes), formatBytes(totalBytes))}{' '}
          <Link to="/health" className="alert-link">
            {strings.health}
          </Link>
        </p>
      ))}
    </div>
  );
};
