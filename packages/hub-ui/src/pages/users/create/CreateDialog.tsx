import type { AccountRules, CheckedUsers } from '@perijove/contracts';
import { useId, useRef, useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import Modal from 'react-bootstrap/Modal';
import ProgressBar from 'react-bootstrap/ProgressBar';
import { strings as shared } from '../../../parts/strings';
import { strings } from '../strings';
import { parseNames } from './parse-names';
import type { Making, Wish } from './use-create';

interface Props {
  readonly rules: AccountRules;
  /** Whether the reader may make administrators. */
  readonly mayRaise: boolean;
  readonly making: Making;
  /** What is wrong with names, as far as the service was asked already. */
  readonly check: (names: readonly string[]) => CheckedUsers['refused'];
  readonly onStart: (wish: Wish) => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

const words = strings.create;
const MOST_SHOWN = 8;
/** As many as the service checks in one question. */
const MOST_NAMES = 1000;

/** Asks for names, says at once which cannot be, and shows how far it is. */
export const CreateDialog = (props: Props) => {
  const { rules, mayRaise, making, check, onStart, onStop, onClose } = props;
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [admin, setAdmin] = useState(false);
  const [mustChange, setMustChange] = useState(true);
  const { names, twice } = parseNames(text);
  const refused = check(names.slice(0, MOST_NAMES));
  const bad = new Set(refused.map(({ name }) => name));
  const good = names.filter(name => !bad.has(name));
  const tooMany = names.length > MOST_NAMES;
  const notes = [
    ...refused.map(({ name, reason }) => `${name}: ${strings.reason[reason]}`),
    ...twice.map(name => `${name}: ${strings.reason.twice}`),
  ];
  const working = making.kind === 'working';

  return (
    <Modal
      show
      centered
      scrollable
      backdrop={working || text !== '' ? 'static' : true}
      keyboard={!working}
      onHide={onClose}
      aria-labelledby={`${id}-title`}
    >
      <Modal.Header>
        <Modal.Title id={`${id}-title`} as="h2" className="h5 mb-0">
          {words.title}
        </Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {working ? (
          <div role="status">
            <p>{words.working}</p>
            <ProgressBar
              now={making.done}
              max={making.total}
              aria-label={words.working}
              className="mb-2"
            />
            <p className="pj-number mb-0">{words.progress(making.done, making.total)}</p>
          </div>
        ) : (
          <Form
            id={`${id}-form`}
            onSubmit={event => {
              event.preventDefault();
              if (good.length > 0 && !tooMany) {
                onStart({ names: good, admin, mustChangePassword: mustChange });
              }
            }}
          >
            <Form.Label htmlFor={`${id}-names`}>{words.label}</Form.Label>
            <Form.Control
              as="textarea"
              id={`${id}-names`}
              rows={6}
              autoFocus
              value={text}
              placeholder={words.placeholder}
              autoCapitalize="none"
              spellCheck={false}
              aria-describedby={`${id}-hint`}
              onChange={event => {
                setText(event.target.value);
              }}
            />
            <Form.Text id={`${id}-hint`} as="p">
              {words.hint}{' '}
              <Button
                variant="link"
                size="sm"
                className="p-0 align-baseline"
                onClick={() => file.current?.click()}
              >
                {words.file}
              </Button>
            </Form.Text>
            <input
              ref={file}
              type="file"
              accept=".csv,.txt,text/csv,text/plain"
              aria-label={words.file}
              hidden
              onChange={event => {
                void event.target.files?.[0]?.text().then(setText);
                event.target.value = '';
              }}
            />
            {names.length > 0 && (
              <div className="pj-name-check" role="status">
                <p className="mb-1">
                  {tooMany ? words.tooMany(MOST_NAMES) : words.ready(good.length)}
                </p>
                {notes.length > 0 && (
                  <>
                    <p className="mb-1">{words.skipped(notes.length)}</p>
                    <ul>
                      {notes.slice(0, MOST_SHOWN).map(note => (
                        <li key={note}>{note}</li>
                      ))}
                    </ul>
                    {notes.length > MOST_SHOWN && <p>{words.more(notes.length - MOST_SHOWN)}</p>}
                  </>
                )}
              </div>
            )}
            {rules.kept && (
              <Form.Check
                id={`${id}-change`}
                label={words.mustChange}
                checked={mustChange}
                onChange={event => {
                  setMustChange(event.target.checked);
                }}
              />
            )}
            {mayRaise && (
              <Form.Check
                id={`${id}-admin`}
                label={words.admin}
                checked={admin}
                onChange={event => {
                  setAdmin(event.target.checked);
                }}
              />
            )}
            <p className="pj-note mt-3 mb-0">{rules.kept ? words.generated : words.noPasswords}</p>
          </Form>
        )}
      </Modal.Body>
      <Modal.Footer>
        {working ? (
          <Button variant="outline-secondary" onClick={onStop}>
            {words.stop}
          </Button>
        ) : (
          <>
            <Button variant="outline-secondary" onClick={onClose}>
              {shared.cancel}
            </Button>
            <Button type="submit" form={`${id}-form`} disabled={good.length === 0 || tooMany}>
              {words.confirm(good.length)}
            </Button>
          </>
        )}
      </Modal.Footer>
    </Modal>
  );
};
