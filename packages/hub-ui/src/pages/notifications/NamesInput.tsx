import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { Icon } from '../../parts/Icon';
import { addNames } from './draft';
import { strings } from './strings';

interface Props {
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

const words = strings.audience;

/** A list of user names: typed one by one, or pasted all at once. */
export const NamesInput = ({ names, onChange }: Props) => {
  const id = useId();
  const [text, setText] = useState('');
  const take = (value: string): void => {
    onChange(addNames(names, value));
    setText('');
  };
  return (
    <div className="pj-names">
      <Form.Label htmlFor={id}>{words.names}</Form.Label>
      {names.length > 0 && (
        <ul className="pj-chips">
          {names.map(name => (
            <li key={name}>
              <span className="pj-truncate" title={name}>
                {name}
              </span>
              <button
                type="button"
                aria-label={words.remove(name)}
                onClick={() => {
                  onChange(names.filter(other => other !== name));
                }}
              >
                <Icon name="close" size={10} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Form.Control
        id={id}
        value={text}
        maxLength={255}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={event => {
          if (/[,;\n]/.test(event.target.value)) take(event.target.value);
          else setText(event.target.value);
        }}
        onPaste={event => {
          event.preventDefault();
          take(`${text}${event.clipboardData.getData('text')}`);
        }}
        onBlur={() => {
          if (text.trim() !== '') take(text);
        }}
        onKeyDown={event => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          take(text);
        }}
      />
      <Form.Text id={`${id}-hint`}>{words.namesHint}</Form.Text>
    </div>
  );
};
