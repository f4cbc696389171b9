import type { SessionView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatCountdown, formatHours } from '../../format/duration';
import { formatAgo, formatDateTime } from '../../format/instant';
import { Icon } from '../../components/Icon';
import { Meter } from '../../components/Meter';
import { dueWarning, extendChoices, remainingMs } from './session';
import { reasonText } from './reason-text';
import { t } from '../../i18n';

interface Props {
  readonly session: SessionView;
  readonly now: number;
  readonly busy: boolean;
  readonly onExtend: (hours: number) => void;
}

/** Time left in the session, and more of it. */
export const SessionCard = ({ session, now, busy, onExtend }: Props) => {
  const left = remainingMs(session, now);
  const warning = dueWarning(session, now);
  return (
    <section className={`pj-card ${warning === null ? '' : 'pj-card-warn'}`}>
      <h2>
        <Icon name="clock" /> {t('home:session.title')}
      </h2>
      <p className="visually-hidden" role="status">
        {warning === null ? '' : t('home:session.warning', { left: formatHours(warning / 60) })}
      </p>
      {left === null || session.deadline === null ? (
        <>
          {session.reason === 'culler_disabled' && (
            <p className="pj-figure">{t('home:session.noLimit')}</p>
          )}
          <p className="pj-note">{reasonText(session)}</p>
        </>
      ) : (
        <>
          <p
            className="pj-figure pj-number"
            title={t('home:session.stopsAt', { when: formatDateTime(session.deadline) })}
          >
            {left === 0 ? t('home:session.due') : formatCountdown(left)}
          </p>
          <p className="pj-note">
            {reasonText(session)}{' '}
            {session.lastActivity !== null &&
              t('home:session.lastActivity', { ago: formatAgo(session.lastActivity, now) })}
          </p>
          <Allowance session={session} busy={busy} onExtend={onExtend} />
        </>
      )}
    </section>
  );
};

const Allowance = ({ session, busy, onExtend }: Omit<Props, 'now'>) => {
  const { usedHours, availableHours, maxHours } = session.extension;
  if (maxHours <= 0) return null;
  const used = t('home:session.used', { used: formatHours(usedHours), max: formatHours(maxHours) });
  return (
    <div className="pj-card-foot">
      {session.canExtend ? (
        <div className="pj-extend" role="group" aria-label={t('home:session.extend')}>
          {extendChoices(availableHours).map(hours => (
            <Button
              key={hours}
              size="sm"
              variant="outline-primary"
              disabled={busy}
              aria-label={t('home:session.extendLabel', { hours: formatHours(hours) })}
              onClick={() => {
                onExtend(hours);
              }}
            >
              {t('home:session.extendBy', { hours: formatHours(hours) })}
            </Button>
          ))}
          {availableHours <= 0 && <p className="pj-note">{t('home:session.exhausted')}</p>}
        </div>
      ) : (
        <p className="pj-note">{t('home:session.notYours')}</p>
      )}
      <div className="pj-meter-line">
        <Meter
          value={usedHours}
          max={maxHours}
          label={t('home:session.allowance')}
          text={used}
          tone="plain"
        />
        <span>{used}</span>
      </div>
    </div>
  );
};
