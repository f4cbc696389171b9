import type { NewUser } from '@perijove/contracts';
import { useId, useState } from 'react';
import Button from 'react-bootstrap/Button';
import Modal from 'react-bootstrap/Modal';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { strings } from '../strings';
import { copyText } from './copy-text';
import { csvOf, textOf, type Credential } from './credentials';
import type { GroupFailure } from './add-to-group';

type Refused = Extract<NewUser, { result: 'refused' }>;

interface Props {
  readonly credentials: readonly Credential[];
  readonly refused: readonly Refused[];
  readonly unfilled?: readonly GroupFailure[];
  readonly onClose: () => void;
}

const t = strings.credentials;

const download = (name: string, type: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Shows passwords for the only time, with ways to take them along. Asks before they are lost. */
export const CredentialsDialog = ({ credentials, refused, unfilled = [], onClose }: Props) => {
  const titleId = useId();
  const [saved, setSaved] = useState(credentials.length === 0);
  const [leaving, setLeaving] = useState(false);
  const [copied, setCopied] = useState('');
  const copy = (what: string, text: string): void => {
    void copyText(text).then(done => {
      if (!done) return;
      setCopied(what);
      if (what === 'all' || credentials.length === 1) setSaved(true);
    });
  };
  const close = (): void => {
    if (saved) onClose();
    else setLeaving(true);
  };
  const save = (file: string, type: string, text: string): void => {
    download(file, type, text);
    setSaved(true);
  };
  return (
    <>
      <Modal
        show={!leaving}
        centered
        scrollable
        size="lg"
        backdrop="static"
        onHide={close}
        aria-labelledby={titleId}
      >
        <Modal.Header>
          <Modal.Title id={titleId} as="h2" className="h5 mb-0">
            {t.title(credentials.length)}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {credentials.length > 0 && (
            <>
              <p className="pj-large">{t.once}</p>
              <div className="pj-table-scroll" tabIndex={0} role="region" aria-labelledby={titleId}>
                <table className="table pj-table pj-credentials">
                  <thead>
                    <tr>
                      <th scope="col">{t.name}</th>
                      <th scope="col">{t.password}</th>
                      <th scope="col">
                        <span className="visually-hidden">{t.copy}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {credentials.map(credential => (
                      <tr key={credential.name}>
                        <th scope="row">
                          <span className="pj-truncate" title={credential.name}>
                            {credential.name}
                          </span>
                        </th>
                        <td>
                          <code>{credential.password}</code>
                        </td>
                        <td className="text-end">
                          <Button
                            size="sm"
                            variant="outline-secondary"
                            aria-label={t.copyNamed(credential.name)}
                            onClick={() => {
                              copy(credential.name, textOf([credential]).trim());
                            }}
                          >
                            {copied === credential.name ? t.copied : t.copy}
                          </Button>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )}
          {refused.length > 0 && (
            <div className="pj-name-check">
              <p className="mb-1">{t.failed(refused.length)}</p>
              <ul>
                {refused.map(({ name, reason, message }) => (
                  <li key={`${name} ${reason}`}>
                    {name}: {reason === 'failed' ? message : strings.reason[reason]}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {unfilled.length > 0 && (
            <div className="pj-name-check">
              <p className="mb-1">{t.groups(unfilled.length)}</p>
              <ul>
                {unfilled.map(({ group, message }) => (
                  <li key={group}>
                    {group}: {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Modal.Body>
        <Modal.Footer>
          {credentials.length > 0 && (
            <span className="d-flex flex-wrap gap-2 me-auto">
              <Button
                variant="outline-secondary"
                onClick={() => {
                  copy('all', textOf(credentials));
                }}
              >
                {copied === 'all' ? t.copied : t.copyAll}
              </Button>
              <Button
                variant="outline-secondary"
                onClick={() => {
                  save('passwords.csv', 'text/csv', csvOf(credentials));
                }}
              >
                {t.csv}
              </Button>
              <Button
                variant="outline-secondary"
                onClick={() => {
                  save('passwords.txt', 'text/plain', textOf(credentials));
                }}
              >
                {t.txt}
              </Button>
            </span>
          )}
          <Button onClick={close}>{t.done}</Button>
        </Modal.Footer>
      </Modal>
      {leaving && (
        <ConfirmDialog
          title={t.leave}
          confirmLabel={t.leaveConfirm}
          variant="danger"
          onCancel={() => {
            setLeaving(false);
          }}
          onConfirm={onClose}
        >
          <p className="mb-0">{t.leaveText}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
