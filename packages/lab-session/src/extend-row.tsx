import type { SessionView } from '@perijove/contracts';
import * as React from 'react';
import { extendChoices, type BlockedReason } from './extend-choices';
import { formatHours, type Trans } from './format';

/** Props of the row of Extend buttons. */
export interface ExtendRowProps {
  readonly session: SessionView;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly busy: boolean;
  /** The result of the last attempt, as text. */
  readonly result: string;
  readonly onExtend: (hours: number) => void;
}

const blockedText = (why: BlockedReason, { session, trans, locale }: ExtendRowProps): string => {
  switch (why) {
    case 'not_needed':
      return trans.__('This server does not stop by itself, so it needs no extension.');
    case 'not_allowed':
      return trans.__('Only the owner of this server can extend it.');
    case 'max_age':
      return trans.__(
        'This server has reached its maximum run time. Save your work, then restart the server.',
      );
    case 'not_offered':
      return trans.__('This hub does not offer extensions.');
    case 'used_up':
      return trans.__(
        'You have used all %1 h of extra time. Restart the server to reset it.',
        formatHours(session.extension.maxHours, locale),
      );
  }
};

/** The extension allowance, the buttons, and the result. */
export const ExtendRow = (props: ExtendRowProps): React.JSX.Element => {
  const { session, trans, locale, busy, result, onExtend } = props;
  const choices = extendChoices(session);
  const { usedHours, maxHours } = session.extension;
  const buttons =
    choices.kind === 'open'
      ? [
          ...choices.hours.map(
            hours => [hours, trans.__('+ %1 h', formatHours(hours, locale))] as const,
          ),
          ...(choices.rest === null
            ? []
            : [
                [
                  choices.rest,
                  trans.__('All remaining (%1 h)', formatHours(choices.rest, locale)),
                ] as const,
              ]),
        ]
      : [[1, trans.__('+ %1 h', 1)] as const];
  return (
    <div className="perijove-Session-part">
      <div className="perijove-Session-line">
        <h3>{trans.__('Extend')}</h3>
        {maxHours > 0 && (
          <span>
            {trans.__(
              '%1 of %2 h used',
              formatHours(usedHours, locale),
              formatHours(maxHours, locale),
            )}
          </span>
        )}
      </div>
      <div className="perijove-Session-buttons">
        {buttons.map(([hours, label]) => (
          <button
            key={label}
            type="button"
            className="jp-Button jp-mod-styled jp-mod-small"
            disabled={busy || choices.kind === 'blocked'}
            title={trans.__('Extend the session by %1 h', formatHours(hours, locale))}
            onClick={() => {
              onExtend(hours);
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {choices.kind === 'blocked' && (
        <p className="perijove-Session-quiet">{blockedText(choices.why, props)}</p>
      )}
      <p className="perijove-Session-result" role="status">
        {result}
      </p>
    </div>
  );
};
