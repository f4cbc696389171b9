import type { VolumeView } from '@perijove/contracts';
import { useId } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../format/bytes';
import { formatAgo, formatDateTime } from '../../format/instant';
import { isLarge } from './is-large';
import { Meter } from '../../components/Meter';
import { EarlierVersions } from './EarlierVersions';
import { t } from '../../i18n';

interface Props {
  readonly volume: VolumeView;
  /** The size of the largest volume, for the bars. */
  readonly largestBytes: number;
  readonly now: number;
  readonly selected: boolean;
  readonly canChange: boolean;
  readonly busy: boolean;
  readonly onSelect: (selected: boolean) => void;
  readonly onReset: () => void;
  readonly onRestore: (generation: number) => void;
}

/** One volume: what it is, how big, and what can be done. */
export const VolumeItem = (props: Props) => {
  const { volume, now, selected, canChange, busy } = props;
  const headingId = useId();
  const { name, description, mount, sizeBytes, measuredAt } = volume;
  const size = sizeBytes === null ? t('volumes:unmeasured') : formatBytes(sizeBytes);
  return (
    <li className="pj-card pj-volume" aria-labelledby={headingId}>
      <div className="pj-volume-select">
        {volume.resettable && (
          <Form.Check
            type="checkbox"
            aria-label={t('volumes:select', { name })}
            checked={selected}
            disabled={!canChange}
            onChange={event => {
              props.onSelect(event.target.checked);
            }}
          />
        )}
      </div>
      <div className="pj-volume-what">
        <h2 id={headingId}>{name}</h2>
        <p>{description}</p>
        <p className="pj-note">
          {t('volumes:mountedAt')} <code>{mount}</code>
        </p>
      </div>
      <div className="pj-volume-size">
        <p>
          <span className={sizeBytes === null ? 'pj-note' : 'pj-figure pj-number'}>{size}</span>
          {measuredAt !== null && (
            <span className="pj-note" title={formatDateTime(measuredAt)}>
              {t('volumes:measured', { ago: formatAgo(measuredAt, now) })}
            </span>
          )}
        </p>
        <Meter
          value={sizeBytes ?? 0}
          max={props.largestBytes}
          label={t('volumes:size')}
          text={size}
          tone={isLarge(volume) ? 'warn' : 'plain'}
        />
        {isLarge(volume) && volume.warnBytes !== null && (
          <p className="pj-volume-large">
            {t('volumes:large', { limit: formatBytes(volume.warnBytes) })}
          </p>
        )}
      </div>
      <div className="pj-volume-action">
        {volume.resettable ? (
          <Button
            size="sm"
            variant="outline-secondary"
            aria-label={t('volumes:resetNamed', { name })}
            disabled={!canChange || busy}
            onClick={props.onReset}
          >
            {t('volumes:reset')}
          </Button>
        ) : (
          <span className="pj-note">{t('volumes:fixed')}</span>
        )}
      </div>
      {volume.recoverable.length > 0 && (
        <EarlierVersions
          volume={volume}
          now={now}
          canChange={canChange && !busy}
          onRestore={props.onRestore}
        />
      )}
    </li>
  );
};
