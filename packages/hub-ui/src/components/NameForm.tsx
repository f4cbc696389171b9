import { useId } from 'react';
import Form from 'react-bootstrap/Form';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with the name; null when nothing is. */
  readonly error?: string | null;
  /** Stands below the field as long as nothing is wrong. */
  readonly hint?: string;
  /** Enter was pressed. */
  readonly onSubmit: () => void;
}

/** One field for the name of an account or a group. */
export const NameForm = ({ label, value, onChange, error = null, hint, onSubmit }: Props) => {
  const id = useId();
  const below = error ?? hint;
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Form.Label htmlFor={id}>{label}</Form.Label>
      <Form.Control
        id={id}
        value={value}
        maxLength={255}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        isInvalid={error !== null}
        aria-describedby={below === undefined ? undefined : `${id}-hint`}
        onChange={event => {
          onChange(event.target.value);
        }}
      />
      {below !== undefined && (
        <Form.Text id={`${id}-hint`} role="status">
          {below}
        </Form.Text>
      )}
    </Form>
  );
};
