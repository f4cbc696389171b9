import type { NewUser } from '@perijove/contracts';
import { useId, useState } from 'react';
import Button from 'react-bootstrap/Button';
import Modal from 'react-bootstrap/Modal';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { copyText } from './copy-text';
import { csvOf, textOf, type Credential } from './credentials';
import type { GroupFailure } from './add-to-group';
import { t } from '../../../i18n';

type Refused = Extract<NewUser, { result: 'refused' }>;

interface Props {
  readonly credentials: readonly Credential[];
  readonly refused: readonly Refused[];
  readonly unfilled?: readonly GroupFailure[];
  readonly onClose: () => void;
}

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
            {t('users:credentials.title', { count: credentials.length })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {credentials.length > 0 && (
            <>
              <p className="pj-large">{t('users:credentials.once')}</p>
              <div className="pj-table-scroll" tabIndex={0} role="region" aria-labelledby={titleId}>
                <table className="table pj-table pj-credentials">
                  <thead>
                    <tr>
                      <th scope="col">{t('users:credentials.name')}</th>
                      <th scope="col">{t('users:credentials.password')}</th>
                      <th scope="col">
                        <span className="visually-hidden">{t('users:credentials.copy')}</span>
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
                            aria-label={t('users:credentials.copyNamed', { name: credential.name })}
                            onClick={() => {
                              copy(credential.name, textOf([credential]).trim());
                            }}
                          >
                            {copied === credential.name
                              ? t('users:credentials.copied')
                              : t('users:credentials.copy')}
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
              <p className="mb-1">{t('users:credentials.failed', { count: refused.length })}</p>
              <ul>
                {refused.map(({ name, reason, message }) => (
                  <li key={`${name} ${reason}`}>
                    {name}: {reason === 'failed' ? message : t(`users:reason.${reason}`)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {unfilled.length > 0 && (
            <div className="pj-name-check">
              <p className="mb-1">{t('users:credentials.groups', { count: unfilled.length })}</p>
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
                {copied === 'all' ? t('users:credentials.copied') : t('users:credentials.copyAll')}
              </Button>
              <Button
                variant="outline-secondary"
                onClick={() => {
                  save('passwords.csv', 'text/csv', csvOf(credentials));
                }}
              >
                {t('users:credentials.csv')}
              </Button>
              <Button
                variant="outline-secondary"
                onClick={() => {
                  save('passwords.txt', 'text/plain', textOf(credentials));
                }}
              >
                {t('users:credentials.txt')}
              </Button>
            </span>
          )}
          <Button onClick={close}>{t('users:credentials.done')}</Button>
        </Modal.Footer>
      </Modal>
      {leaving && (
        <ConfirmDialog
          title={t('users:credentials.leave')}
          confirmLabel={t('users:credentials.leaveConfirm')}
          variant="danger"
          onCancel={() => {
            setLeaving(false);
          }}
          onConfirm={onClose}
        >
          <p className="mb-0">{t('users:credentials.leaveText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
