import type { NotifyOptions, SendRequest } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Icon } from '../../components/Icon';
import { AudiencePicker } from './AudiencePicker';
import { ComposerFields } from './ComposerFields';
import { missingFieldOf, requestOf, type Draft } from './draft';
import { strings } from './strings';
import { ToastPreview } from './ToastPreview';
import type { SearchUsers } from '../../components/use-user-search';

interface Props {
  readonly initial: Draft;
  readonly options: NotifyOptions;
  readonly now: number;
  readonly busy: boolean;
  readonly find: SearchUsers;
  readonly onSend: (request: SendRequest) => void;
}

const t = strings.compose;

const questionOf = (draft: Draft, options: NotifyOptions): string => {
  switch (draft.to) {
    case 'all':
      return strings.confirm.all(options.users);
    case 'active':
      return strings.confirm.active(options.active);
    case 'users':
      return strings.confirm.users(draft.users.length);
    case 'groups':
      return strings.confirm.groups(draft.groups.length);
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
      <h2>{t.title}</h2>
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
            <Icon name="send" /> {t.send}
          </Button>
          <span className="pj-too-long" role="status">
            {told && gap !== null ? strings.missing[gap] : ''}
          </span>
        </div>
      </Form>
      {dialog && (
        <ConfirmDialog
          title={questionOf(draft, options)}
          confirmLabel={strings.confirm.send}
          onCancel={() => {
            setDialog(false);
          }}
          onConfirm={() => {
            setDialog(false);
            onSend(requestOf(draft, now));
          }}
        >
          <ToastPreview draft={draft} />
          <p className="mb-0">{strings.confirm.note}</p>
        </ConfirmDialog>
      )}
    </section>
  );
};
