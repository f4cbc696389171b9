import type { SentView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import type { Loaded } from '../../components/loaded';
import { Meter } from '../../components/Meter';
import { InlineProblem, PageLoading } from '../../components/PageStates';
import type { Paged } from '../../components/paged';
import { audienceText } from './audience-text';
import { VariantIcon } from './VariantIcon';
import { t } from '../../i18n';

interface Props {
  readonly sent: Loaded<Paged<SentView>>;
  readonly now: number;
  readonly selectedId: string | null;
  readonly onOpen: (id: string) => void;
}

/** What was sent, newest first. */
export const SentList = ({ sent, now, selectedId, onOpen }: Props) => (
  <section className="pj-card">
    <h2>{t('notifications:history.title')}</h2>
    {sent.kind === 'loading' && <PageLoading rows={3} />}
    {sent.kind === 'problem' && <InlineProblem problem={sent.problem} retry={sent.retry} />}
    {sent.kind === 'ready' && sent.data.items.length === 0 && (
      <p className="pj-note">{t('notifications:history.empty')}</p>
    )}
    {sent.kind === 'ready' && sent.data.items.length > 0 && (
      <>
        <ul className="pj-sent">
          {sent.data.items.map(item => (
            <SentItem
              key={item.id}
              item={item}
              now={now}
              selected={item.id === selectedId}
              onOpen={() => {
                onOpen(item.id);
              }}
            />
          ))}
        </ul>
        {sent.data.hasMore && (
          <Button
            size="sm"
            variant="outline-secondary"
            disabled={sent.data.loadingMore}
            onClick={sent.data.loadMore}
          >
            {t('common:more')}
          </Button>
        )}
      </>
    )}
  </section>
);

interface ItemProps {
  readonly item: SentView;
  readonly now: number;
  readonly selected: boolean;
  readonly onOpen: () => void;
}

const SentItem = ({ item, now, selected, onOpen }: ItemProps) => {
  const { title, message, variant, audience, sender, createdAt, recalledAt, counts } = item;
  const delivered = { value: counts.delivered, all: counts.recipients };
  return (
    <li className={recalledAt === null ? '' : 'pj-recalled'}>
      <VariantIcon variant={variant} />
      <div className="pj-sent-text">
        <p>
          {title !== null && <strong>{title} </strong>}
          {message}
        </p>
        <p className="pj-note">
          {audienceText(audience)} ·{' '}
          <span title={formatDateTime(createdAt)}>
            {t('notifications:history.by', { sender, ago: formatAgo(createdAt, now) })}
          </span>
          {recalledAt !== null && (
            <> · {t('notifications:report.recalled', { ago: formatAgo(recalledAt, now) })}</>
          )}
        </p>
      </div>
      <div className="pj-sent-count">
        <span className="pj-note pj-number">
          {t('notifications:report.deliveredOf', delivered)}
        </span>
        <Meter
          value={counts.delivered}
          max={counts.recipients}
          label={t('notifications:report.delivered')}
          text={t('notifications:report.of', delivered)}
        />
      </div>
      <Button
        size="sm"
        variant="outline-secondary"
        aria-label={t('notifications:history.open', { message })}
        aria-pressed={selected}
        onClick={onOpen}
      >
        {t('notifications:history.follow')}
      </Button>
    </li>
  );
};
