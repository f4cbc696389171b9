import { useId, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import Modal from 'react-bootstrap/Modal';
import { t } from '../i18n';

interface Props {
  readonly title: string;
  readonly confirmLabel: string;
  readonly children: ReactNode;
  readonly busy?: boolean;
  readonly variant?: 'primary' | 'danger';
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks once before something that cannot simply be taken back. Escape cancels. */
export const ConfirmDialog = (props: Props) => {
  const titleId = useId();
  return (
    <Modal show centered onHide={props.onCancel} aria-labelledby={titleId}>
      <Modal.Header>
        <Modal.Title id={titleId} as="h2" className="h5 mb-0">
          {props.title}
        </Modal.Title>
      </Modal.Header>
      <Modal.Body>{props.children}</Modal.Body>
      <Modal.Footer>
        <Button variant="outline-secondary" onClick={props.onCancel} autoFocus>
          {t('common:cancel')}
        </Button>
        <Button
          variant={props.variant ?? 'primary'}
          disabled={props.busy ?? false}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>
      </Modal.Footer>
    </Modal>
  );
};
