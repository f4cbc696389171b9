import type { AccountRules } from '@perijove/contracts';
import { useId, useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import Modal from 'react-bootstrap/Modal';
import ProgressBar from 'react-bootstrap/ProgressBar';
import { ListReview } from './ListReview';
import { NamesField, type FileNote } from './NamesField';
import type { CreateProgress, CreateRequest } from './use-create-users';
import { useUserList } from './use-user-list';
import type { NameCheck } from './use-name-check';
import { t } from '../../../i18n';

interface Props {
  readonly rules: AccountRules;
  /** Whether the reader may make administrators. */
  readonly canMakeAdmin: boolean;
  readonly progress: CreateProgress;
  /** What is wrong with names, as far as the service was asked already. */
  readonly check: (names: readonly string[]) => NameCheck;
  /** Groups that are there already; null while that is not known. */
  readonly existing: ReadonlySet<string> | null;
  readonly onStart: (request: CreateRequest) => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}
/** Asks for names, lists at once who would be made and who cannot be, and shows how far it is. */
export const CreateUsersDialog = (props: Props) => {
  const { rules, canMakeAdmin, progress, check, existing, onStart, onStop, onClose } = props;
  const id = useId();
  const [text, setText] = useState('');
  const [note, setNote] = useState<FileNote | null>(null);
  const [admin, setAdmin] = useState(false);
  const [mustChange, setMustChange] = useState(true);
  const list = useUserList(text, rules, check);
  const names = list.users.flatMap(({ name, problem }) => (problem === null ? [name] : []));
  // Nobody is made of a list that does not show yet, or of which the hub has not spoken.
  const settled = list.checked === 'answered' || list.checked === 'failed';
  const ready = names.length > 0 && !list.tooMany && settled;
  const working = progress.kind === 'working';

  return (
    <Modal
      show
      centered
      scrollable
      size="lg"
      backdrop={working || text !== '' ? 'static' : true}
      keyboard={!working}
      onHide={onClose}
      aria-labelledby={`${id}-title`}
    >
      <Modal.Header>
        <Modal.Title id={`${id}-title`} as="h2" className="h5 mb-0">
          {t('users:create.title')}
        </Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {working ? (
          <div role="status">
            <p>{t('users:create.working')}</p>
            <ProgressBar
              now={progress.done}
              max={progress.total}
              aria-label={t('users:create.working')}
              className="mb-2"
            />
            <p className="pj-number mb-0">
              {t('users:create.progress', { done: progress.done, total: progress.total })}
            </p>
          </div>
        ) : (
          <Form
            id={`${id}-form`}
            onSubmit={event => {
              event.preventDefault();
              if (ready) {
                onStart({ names, admin, mustChangePassword: mustChange, groups: list.groups });
              }
            }}
          >
            <NamesField
              id={`${id}-names`}
              text={text}
              note={note}
              onText={(given, told) => {
                setText(given);
                setNote(told);
              }}
            />
            {list.users.length > 0 && <ListReview list={list} existing={existing} />}
            {rules.kept && (
              <Form.Check
                id={`${id}-change`}
                label={t('users:create.mustChange')}
                checked={mustChange}
                onChange={event => {
                  setMustChange(event.target.checked);
                }}
              />
            )}
            {canMakeAdmin && (
              <Form.Check
                id={`${id}-admin`}
                label={t('users:create.admin')}
                checked={admin}
                onChange={event => {
                  setAdmin(event.target.checked);
                }}
              />
            )}
            <p className="pj-note mt-3 mb-0">
              {rules.kept ? t('users:create.generated') : t('users:create.noPasswords')}
            </p>
          </Form>
        )}
      </Modal.Body>
      <Modal.Footer>
        {working ? (
          <Button variant="outline-secondary" onClick={onStop}>
            {t('users:create.stop')}
          </Button>
        ) : (
          <>
            <Button variant="outline-secondary" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" form={`${id}-form`} disabled={!ready}>
              {names.length === 0
                ? t('users:create.confirmNone')
                : t('users:create.confirm', { count: names.length })}
            </Button>
          </>
        )}
      </Modal.Footer>
    </Modal>
  );
};
