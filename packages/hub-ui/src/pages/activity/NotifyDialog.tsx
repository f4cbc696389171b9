import { useState } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ComposerFields } from '../notifications/ComposerFields';
import { emptyDraft, missingFieldOf, type Draft } from '../notifications/draft';
import { AffectedList } from './AffectedList';
import type { ServerRef } from './selection';
import { t } from '../../i18n';

interface Props {
  readonly to: readonly ServerRef[];
  readonly maxLength: number;
  readonly onSend: (draft: Draft) => void;
  readonly onCancel: () => void;
}

/** Writes a notification to certain users, who are named. */
export const NotifyDialog = ({ to, maxLength, onSend, onCancel }: Props) => {
  const [draft, setDraft] = useState<Draft>(() => ({
    ...emptyDraft({ mayAll: true }),
    to: 'users',
    users: [...new Set(to.map(({ user }) => user))],
  }));
  return (
    <ConfirmDialog
      title={t('activity:notify.title', { count: draft.users.length })}
      confirmLabel={t('activity:notify.send')}
      busy={missingFieldOf(draft, maxLength) !== null}
      onCancel={onCancel}
      onConfirm={() => {
        onSend(draft);
      }}
    >
      <div className="pj-notify">
        <AffectedList servers={to} usersOnly />
        <ComposerFields
          draft={draft}
          maxLength={maxLength}
          onChange={change => {
            setDraft({ ...draft, ...change });
          }}
        />
      </div>
    </ConfirmDialog>
  );
};
