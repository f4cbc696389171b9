import { useId, useState, type KeyboardEvent } from 'react';
import Form from 'react-bootstrap/Form';
import { Icon } from './Icon';
import { addNames } from './split-names';
import { useUserSearch, type SearchUsers } from './use-user-search';

/** What the field says. */
export interface UserPickerTexts {
  readonly names: string;
  readonly namesHint: string;
  readonly suggestions: string;
  readonly found: (shown: number, total: number) => string;
  readonly remove: (name: string) => string;
}

interface Props {
  readonly names: readonly string[];
  readonly texts: UserPickerTexts;
  readonly search: SearchUsers;
  readonly onChange: (names: readonly string[]) => void;
}

/** A list of users: searched for by a part of the name, or pasted all at once. */
export const UserPicker = ({ names, texts, search, onChange }: Props) => {
  const id = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(-1);
  const [open, setOpen] = useState(false);
  const found = useUserSearch(search, text);
  const offered = (found?.users ?? []).filter(name => !names.includes(name));
  const shown = open && text.trim() !== '' && found !== null;

  const take = (value: string): void => {
    onChange(addNames(names, value));
    setText('');
    setMarked(-1);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => {
      setOpen(true);
      setMarked(Math.min(marked + 1, offered.length - 1));
    },
    ArrowUp: () => {
      setMarked(Math.max(marked - 1, -1));
    },
    Escape: () => {
      setOpen(false);
      setMarked(-1);
    },
    Enter: () => {
      const chosen = shown ? offered[marked] : undefined;
      // One name that fits is what was meant, even half written.
      const only = shown && found.total === 1 ? found.users[0] : undefined;
      take(chosen ?? only ?? text);
    },
  };
  const press = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (act === undefined || (event.key === 'Escape' && !shown)) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="pj-names-input">
      <Form.Label htmlFor={id}>{texts.names}</Form.Label>
      {names.length > 0 && <Chips names={names} texts={texts} onChange={onChange} />}
      <div className="pj-combobox">
        <Form.Control
          id={id}
          role="combobox"
          aria-expanded={shown && offered.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && marked >= 0 ? `${id}-${marked}` : undefined}
          aria-describedby={`${id}-hint`}
          value={text}
          maxLength={255}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={event => {
            setOpen(true);
            setMarked(-1);
            if (/[,;\n]/.test(event.target.value)) take(event.target.value);
            else setText(event.target.value);
          }}
          onPaste={event => {
            event.preventDefault();
            const pasted = event.clipboardData.getData('text');
            if (/[,;\n\t]/.test(pasted)) take(`${text}${pasted}`);
            else setText(`${text}${pasted}`);
          }}
          onBlur={() => {
            setOpen(false);
          }}
          onKeyDown={press}
        />
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={texts.suggestions}
          hidden={!shown || offered.length === 0}
        >
          {offered.map((name, index) => (
            <li
              key={name}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === marked}
              // Before the field loses the focus and the list with it.
              onMouseDown={event => {
                event.preventDefault();
                take(name);
              }}
            >
              <span className="pj-truncate" title={name}>
                {name}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <Form.Text id={`${id}-hint`}>{texts.namesHint}</Form.Text>
      <p className="pj-note pj-found" role="status">
        {shown ? texts.found(offered.length, found.total) : ''}
      </p>
    </div>
  );
};

const Chips = ({ names, texts, onChange }: Pick<Props, 'names' | 'texts' | 'onChange'>) => (
  <ul className="pj-chips">
    {names.map(name => (
      <li key={name}>
        <span className="pj-truncate" title={name}>
          {name}
        </span>
        <button
          type="button"
          aria-label={texts.remove(name)}
          onClick={() => {
            onChange(names.filter(other => other !== name));
          }}
        >
          <Icon name="close" size={10} />
        </button>
      </li>
    ))}
  </ul>
);
