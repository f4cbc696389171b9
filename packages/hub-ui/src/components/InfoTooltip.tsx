import { useId, useState, type ReactElement, type ReactNode } from 'react';
import OverlayTrigger from 'react-bootstrap/OverlayTrigger';

interface Props {
  /** Classes of the button. */
  readonly className: string;
  /** What it is called where its contents do not say it. */
  readonly label?: string;
  /** What explains it, as a tooltip or popover of that id; `shown` while it is wanted. */
  readonly overlay: (id: string, shown: boolean) => ReactElement;
  readonly children: ReactNode;
}

/** Something short that explains itself on hover and on focus; Escape hides the explanation. */
export const InfoTooltip = ({ className, label, overlay, children }: Props) => {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <OverlayTrigger
      placement="auto"
      trigger={['hover', 'focus']}
      show={shown}
      onToggle={setShown}
      overlay={overlay(id, shown)}
    >
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-describedby={shown ? id : undefined}
        onKeyDown={event => {
          if (event.key === 'Escape') setShown(false);
        }}
      >
        {children}
      </button>
    </OverlayTrigger>
  );
};
