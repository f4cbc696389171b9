import type { DeliveryView, NotifyOptions, SendRequest, SentView } from '@perijove/contracts';
import { useState } from 'react';
import type { Loaded } from '../../components/loaded';
import { PageLoading, PageProblem } from '../../components/PageStates';
import { Composer } from './Composer';
import { draftOf, draftTo, type Draft } from './draft';
import type { Paged } from '../../components/paged';
import { DeliveryReport } from './DeliveryReport';
import { SentList } from './SentList';
import type { SearchUsers } from '../../components/use-user-search';

/** What a sender sees and does. */
export interface SenderViewProps {
  readonly options: Loaded<NotifyOptions>;
  readonly sent: Loaded<Paged<SentView>>;
  /** The message whose report is open. */
  readonly selected: SentView | null;
  readonly deliveries: Loaded<Paged<DeliveryView>>;
  readonly now: number;
  readonly busy: boolean;
  /** Counts successful sends: after each the composer begins again. */
  readonly sends: number;
  /** Whom the address asks to write to; null for nobody in particular. */
  readonly to: string | null;
  readonly actions: {
    readonly send: (request: SendRequest) => void;
    readonly select: (id: string | null) => void;
    readonly recall: (id: string) => void;
    readonly find: SearchUsers;
  };
}

/** Compose, follow, look back. */
export const SenderView = (props: SenderViewProps) => {
  const { options, sent, selected, deliveries, now, busy, sends, actions } = props;
  const [again, setAgain] = useState<{ draft: Draft; count: number; sends: number } | null>(null);
  if (options.kind === 'loading') return <PageLoading rows={4} />;
  if (options.kind === 'problem') {
    return <PageProblem problem={options.problem} retry={options.retry} />;
  }
  // Words taken from an earlier message are over once something was sent.
  const reused = again !== null && again.sends === sends ? again : null;
  return (
    <div className="pj-sections">
      <Composer
        key={`${sends}-${reused?.count ?? 0}`}
        initial={reused?.draft ?? draftTo(props.to, options.data)}
        options={options.data}
        now={now}
        busy={busy}
        find={actions.find}
        onSend={actions.send}
      />
      {selected !== null && (
        <DeliveryReport
          sent={selected}
          deliveries={deliveries}
          now={now}
          busy={busy}
          onRecall={() => {
            actions.recall(selected.id);
          }}
          onResend={() => {
            setAgain({
              draft: draftOf(selected, options.data),
              count: (again?.count ?? 0) + 1,
              sends,
            });
            window.scrollTo({ top: 0 });
          }}
          onClose={() => {
            actions.select(null);
          }}
        />
      )}
      <SentList sent={sent} now={now} selectedId={selected?.id ?? null} onOpen={actions.select} />
    </div>
  );
};
