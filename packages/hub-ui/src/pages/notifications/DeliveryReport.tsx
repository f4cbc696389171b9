import type { DeliveryView, SentView } from '@perijove/contracts';
import { useEffect, useRef, useState } from 'react';
import Button from 'react-bootstrap/Button';
import { formatAgo } from '../../format/instant';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { Loaded } from '../../components/loaded';
import { Meter } from '../../components/Meter';
import { InlineProblem, PageLoading } from '../../components/PageStates';
import type { Paged } from '../../components/paged';
import { DeliveryTable } from './DeliveryTable';
import { audienceText } from './audience-text';
import { t } from '../../i18n';

interface Props {
  readonly sent: SentView;
  readonly deliveries: Loaded<Paged<DeliveryView>>;
  readonly now: number;
  readonly busy: boolean;
  readonly onRecall: () => void;
  readonly onResend: () => void;
  readonly onClose: () => void;
}

/** Who received a message, as it happens. */
export const DeliveryReport = ({
  sent,
  deliveries,
  now,
  busy,
  onRecall,
  onResend,
  onClose,
}: Props) => {
  const [dialog, setDialog] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // The user who opened this report wants to read it next, by eye or by screen reader.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('section')?.scrollIntoView({ block: 'start' });
  }, [sent.id]);
  return (
    <section className="pj-card pj-report">
      <header>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t('notifications:report.title')}
          </h2>
          <p className="pj-report-message">
            {sent.title !== null && <strong>{sent.title} </strong>}
            {sent.message}
          </p>
          <p className="pj-note">
            {audienceText(sent.audience)} ·{' '}
            {t('notifications:report.recipients', { count: sent.counts.recipients })} ·{' '}
            {t('notifications:history.by', {
              sender: sent.sender,
              ago: formatAgo(sent.createdAt, now),
            })}
            {sent.recalledAt !== null && (
              <> · {t('notifications:report.recalled', { ago: formatAgo(sent.recalledAt, now) })}</>
            )}
          </p>
        </div>
        <div className="pj-report-actions">
          <Button size="sm" variant="outline-secondary" onClick={onResend}>
            {t('notifications:report.resend')}
          </Button>
          {sent.recalledAt === null && (
            <Button
              size="sm"
              variant="outline-secondary"
              disabled={busy}
              onClick={() => {
                setDialog(true);
              }}
            >
              {t('notifications:report.recall')}
            </Button>
          )}
          <Button size="sm" variant="outline-secondary" onClick={onClose}>
            {t('notifications:report.close')}
          </Button>
        </div>
      </header>
      <Counts sent={sent} />
      {deliveries.kind === 'loading' && <PageLoading rows={2} />}
      {deliveries.kind === 'problem' && (
        <InlineProblem problem={deliveries.problem} retry={deliveries.retry} />
      )}
      {deliveries.kind === 'ready' && deliveries.data.items.length > 0 && (
        <DeliveryTable deliveries={deliveries.data} now={now} />
      )}
      {dialog && (
        <ConfirmDialog
          title={t('notifications:recallConfirm.title')}
          confirmLabel={t('notifications:recallConfirm.confirm')}
          onCancel={() => {
            setDialog(false);
          }}
          onConfirm={() => {
            setDialog(false);
            onRecall();
          }}
        >
          <p className="mb-0">{t('notifications:recallConfirm.text')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
};

const summaryOf = ({ counts }: SentView): string => {
  if (counts.recipients === 0) return t('notifications:report.none');
  if (counts.failed > 0) return t('notifications:report.failed', { count: counts.failed });
  return counts.pending === 0
    ? t('notifications:report.complete')
    : t('notifications:report.pending', { count: counts.pending });
};

const Counts = ({ sent }: { readonly sent: SentView }) => {
  const { recipients } = sent.counts;
  return (
    <>
      <dl className="pj-counts">
        {(['delivered', 'seen', 'dismissed'] as const).map(key => {
          const text = t('notifications:report.of', { value: sent.counts[key], all: recipients });
          return (
            <div key={key}>
              <dt>{t(`notifications:report.${key}`)}</dt>
              <dd>
                <span className="pj-figure pj-number">{text}</span>
                <Meter
                  value={sent.counts[key]}
                  max={recipients}
                  label={t(`notifications:report.${key}`)}
                  text={text}
                />
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="pj-note" role="status">
        {summaryOf(sent)}
      </p>
    </>
  );
};
