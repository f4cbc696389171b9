import { useRef } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { strings } from '../strings';
import { decodeFile, LARGEST_FILE_BYTES } from './list/decode-file';

const t = strings.create;

/** What came of a file. */
export interface FileNote {
  readonly tone: 'ok' | 'bad';
  readonly text: string;
}

interface Props {
  readonly id: string;
  readonly text: string;
  readonly note: FileNote | null;
  readonly onText: (text: string, note: FileNote | null) => void;
}

/** The text of a file, or why there is none; and what to tell about it. */
const read = async (file: File): Promise<{ text: string | null; note: FileNote }> => {
  const bad = (text: string) => ({ text: null, note: { tone: 'bad', text } as const });
  // Not even read: it would take the page's memory.
  if (file.size > LARGEST_FILE_BYTES) return bad(strings.file.large(file.name));
  try {
    const decoded = decodeFile(new Uint8Array(await file.arrayBuffer()));
    if (decoded.kind !== 'text') return bad(strings.file[decoded.kind](file.name));
    if (decoded.text.trim() === '') return bad(strings.file.empty(file.name));
    const note = decoded.guessed ? strings.file.guessed(file.name) : strings.file.read(file.name);
    return { text: decoded.text, note: { tone: decoded.guessed ? 'bad' : 'ok', text: note } };
  } catch {
    return bad(strings.file.unreadable(file.name));
  }
};

/** Takes names that are typed, pasted, chosen as a file or dropped. */
export const NamesField = ({ id, text, note, onText }: Props) => {
  const file = useRef<HTMLInputElement>(null);
  const take = (given: File | undefined): void => {
    if (given === undefined) return;
    void read(given).then(found => {
      onText(found.text ?? text, found.note);
    });
  };
  return (
    <>
      <Form.Label htmlFor={id}>{t.label}</Form.Label>
      <Form.Control
        as="textarea"
        id={id}
        rows={6}
        autoFocus
        value={text}
        placeholder={t.placeholder}
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={event => {
          onText(event.target.value, null);
        }}
        onDrop={event => {
          const [dropped] = event.dataTransfer.files;
          if (dropped === undefined) return;
          event.preventDefault();
          take(dropped);
        }}
      />
      <Form.Text id={`${id}-hint`} as="p">
        {t.hint}{' '}
        <Button
          variant="link"
          size="sm"
          className="p-0 align-baseline"
          onClick={() => file.current?.click()}
        >
          {t.file}
        </Button>
      </Form.Text>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        aria-label={t.file}
        hidden
        onChange={event => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <p role="status" className={note?.tone === 'bad' ? 'pj-invalid' : 'pj-note'}>
        {note?.text}
      </p>
    </>
  );
};
