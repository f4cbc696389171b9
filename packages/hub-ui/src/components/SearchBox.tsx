import { useEffect, useRef, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { Icon } from './Icon';

interface Props {
  /** What is searched for now; a box that is to begin again gets another `key`. */
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

const TYPING_MS = 250;

/** A search that is asked for when the typing pauses. */
export const SearchBox = ({ text, label, onChange }: Props) => {
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return (
    <div className="pj-search">
      <Icon name="search" />
      <Form.Control
        type="search"
        value={typed}
        maxLength={255}
        placeholder={label}
        aria-label={label}
        onChange={event => {
          const next = event.target.value;
          setTyped(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            onChange(next);
          }, TYPING_MS);
        }}
      />
    </div>
  );
};
