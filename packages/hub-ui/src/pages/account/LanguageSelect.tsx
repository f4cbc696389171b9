import Form from 'react-bootstrap/Form';
import { languageName } from '../../app/language';
import { t } from '../../i18n';

interface Props {
  readonly available: readonly string[];
  /** What the account prefers; null: the language of the browser. */
  readonly choice: string | null;
  readonly busy: boolean;
  readonly onChoose: (choice: string | null) => void;
}

/** Chooses the language of the pages; each stands there by its own name. */
export const LanguageSelect = ({ available, choice, busy, onChoose }: Props) => (
  <Form.Select
    className="w-auto mw-100"
    aria-labelledby="language-title"
    value={choice ?? ''}
    disabled={busy}
    onChange={event => {
      onChoose(event.target.value === '' ? null : event.target.value);
    }}
  >
    <option value="">{t('account:language.browser')}</option>
    {available.map(language => (
      <option key={language} value={language} lang={language}>
        {languageName(language)}
      </option>
    ))}
  </Form.Select>
);
