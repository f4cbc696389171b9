import type { NotifyOptions, SendRequest } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Icon } from '../../components/Icon';
import { AudiencePicker } from './AudiencePicker';
import { ComposerFields } from './ComposerFields';
import { missingFieldOf, requestOf, type Draft } from './draft';
import { ToastPreview } from './ToastPreview';
import type { SearchUsers } from '../../components/use-user-search';
import { t } from '../../i18n';

interface Props {
  readonly initial: Draft;
  readonly options: NotifyOptions;
  readonly now: number;
  readonly busy: boolean;
  readonly find: SearchUsers;
  readonly onSend: (request: SendRequest) => void;
}

const questionOf = (draft: Draft, options: NotifyOptions): string => {
  switch (draft.to) {
    case 'all':
      return t('notifications:confirm.all', { value: options.users });
    case 'active':
      return t('notifications:confirm.active', { count: options.active });
    case 'users':
      return t('notifications:confirm.users', { count: draft.users.length });
    case 'groups':
      return t('notifications:confirm.groups', { count: draft.groups.length });
  }
};

/** Writes a message, shows what it will look like, and asks once before it goes out. */
export const Composer = ({ initial, options, now, busy, find, onSend }: Props) => {
  const [draft, setDraft] = useState(initial);
  const [dialog, setDialog] = useState(false);
  const [told, setTold] = useState(false);
  const gap = missingFieldOf(draft, options.maxLength);
  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    setTold(false);
  };
  return (
    <section className="pj-card pj-compose">
      <h2>{t('notifications:compose.title')}</h2>
      <Form
        className="pj-compose-form"
        onSubmit={event => {
          event.preventDefault();
          setTold(gap !== null);
          setDialog(gap === null);
        }}
      >
        <div>
          <ComposerFields draft={draft} maxLength={options.maxLength} onChange={change} />
        </div>
        <div>
          <AudiencePicker draft={draft} options={options} find={find} onChange={change} />
          <ToastPreview draft={draft} />
        </div>
        <div className="pj-compose-foot">
          <Button type="submit" disabled={busy}>
            <Icon name="send" /> {t('notifications:compose.send')}
          </Button>
          <span className="pj-too-long" role="status">
            {told && gap !== null ? t(`notifications:missing.${gap}`) : ''}
          </span>
        </div>
      </Form>
      {dialog && (
        <ConfirmDialog
          title={questionOf(draft, options)}
          confirmLabel={t('notifications:confirm.send')}
          onCancel={() => {
            setDialog(false);
          }}
          onConfirm={() => {
            setDialog(false);
            onSend(requestOf(draft, now));
          }}
        >
          <ToastPreview draft={draft} />
          <p className="mb-0">{t('notifications:confirm.note')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
};
