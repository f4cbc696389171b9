import type { SessionView } from '@perijove/contracts';
import * as React from 'react';
import { extendChoices, type Blocked } from './extend-choices';
import { hoursText, type Trans } from './format';

/** What the row of Extend buttons needs. */
export interface ExtendRowProps {
  readonly session: SessionView;
  readonly trans: Trans;
  readonly busy: boolean;
  /** The result of the last attempt, as text. */
  readonly outcome: string;
  readonly onExtend: (hours: number) => void;
}

const whyBlocked = (why: Blocked, session: SessionView, trans: Trans): string => {
  switch (why) {
    case 'not_needed':
      return trans.__('Nothing stops this server; it needs no extension.');
    case 'not_allowed':
      return trans.__('Only the owner of this server can extend it.');
    case 'longest_run':
      return trans.__(
        'The longest run of a server is reached. Save your work; you can start anew.',
      );
    case 'not_offered':
      return trans.__('Extensions are not offered on this hub.');
    case 'used_up':
      return trans.__(
        'All %1 h of extension are used. They are yours again after the next start.',
        hoursText(session.extension.maxHours),
      );
  }
};

/** The allowance, the buttons and what came of them. */
export const ExtendRow = (props: ExtendRowProps): React.JSX.Element => {
  const { session, trans, busy, outcome, onExtend } = props;
  const choices = extendChoices(session);
  const { usedHours, maxHours } = session.extension;
  const buttons =
    choices.kind === 'open'
      ? [
          ...choices.hours.map(hours => [hours, trans.__('+ %1 h', hours)] as const),
          ...(choices.rest === null
            ? []
            : [
                [
                  choices.rest,
                  trans.__('All that is left (%1 h)', hoursText(choices.rest)),
                ] as const,
              ]),
        ]
      : [[1, trans.__('+ %1 h', 1)] as const];
  return (
    <div className="perijove-Session-part">
      <div className="perijove-Session-line">
        <h3>{trans.__('Extend')}</h3>
        {maxHours > 0 && (
          <span>{trans.__('%1 of %2 h used', hoursText(usedHours), hoursText(maxHours))}</span>
        )}
      </div>
      <div className="perijove-Session-buttons">
        {buttons.map(([hours, label]) => (
          <button
            key={label}
            type="button"
            className="jp-Button jp-mod-styled jp-mod-small"
            disabled={busy || choices.kind === 'blocked'}
            title={trans.__('Keep the server %1 h longer', hoursText(hours))}
            onClick={() => {
              onExtend(hours);
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {choices.kind === 'blocked' && (
        <p className="perijove-Session-quiet">{whyBlocked(choices.why, session, trans)}</p>
      )}
      <p className="perijove-Session-outcome" role="status">
        {outcome}
      </p>
    </div>
  );
};
