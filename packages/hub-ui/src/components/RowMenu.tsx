import { useState, type ReactNode } from 'react';
import Dropdown from 'react-bootstrap/Dropdown';
import { Icon } from './Icon';

interface Props {
  /** Names the button: actions for whom. */
  readonly label: string;
  /** The items; asked for while the menu is open only, for there may be 200 rows. */
  readonly children: () => ReactNode;
}

/** The menu at the end of a row. It floats: the table scrolls sideways and would cut it off. */
export const RowMenu = ({ label, children }: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <Dropdown align="end" show={open} onToggle={setOpen}>
      <Dropdown.Toggle variant="link" size="sm" className="pj-row-menu" aria-label={label}>
        <Icon name="more" />
      </Dropdown.Toggle>
      {open && <Dropdown.Menu popperConfig={{ strategy: 'fixed' }}>{children()}</Dropdown.Menu>}
    </Dropdown>
  );
};

interface ItemProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** Something that can be done. */
export const RowMenuItem = ({ onClick, children }: ItemProps) => (
  <Dropdown.Item as="button" type="button" onClick={onClick}>
    {children}
  </Dropdown.Item>
);
