import { useRef } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { decodeFile, LARGEST_FILE_BYTES } from './list/decode-file';
import { t } from '../../../i18n';

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
  if (file.size > LARGEST_FILE_BYTES) return bad(t('users:file.large', { name: file.name }));
  try {
    const decoded = decodeFile(new Uint8Array(await file.arrayBuffer()));
    if (decoded.kind !== 'text') return bad(t(`users:file.${decoded.kind}`, { name: file.name }));
    if (decoded.text.trim() === '') return bad(t('users:file.empty', { name: file.name }));
    const note = decoded.guessed
      ? t('users:file.guessed', { name: file.name })
      : t('users:file.read', { name: file.name });
    return { text: decoded.text, note: { tone: decoded.guessed ? 'bad' : 'ok', text: note } };
  } catch {
    return bad(t('users:file.unreadable', { name: file.name }));
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
      <Form.Label htmlFor={id}>{t('users:create.label')}</Form.Label>
      <Form.Control
        as="textarea"
        id={id}
        rows={6}
        autoFocus
        value={text}
        placeholder={t('users:create.placeholder')}
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
        {t('users:create.hint')}{' '}
        <Button
          variant="link"
          size="sm"
          className="p-0 align-baseline"
          onClick={() => file.current?.click()}
        >
          {t('users:create.file')}
        </Button>
      </Form.Text>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        aria-label={t('users:create.file')}
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
