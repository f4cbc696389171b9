import { useId } from 'react';
import Form from 'react-bootstrap/Form';
import { formatDuration } from '../../format/duration';
import { ActionFields } from './ActionFields';
import { lengthOf, type Draft } from './draft';
import { variants } from './variants';
import { t } from '../../i18n';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const autoCloseChoices = [5, 10, 30, 60].map(seconds => seconds * SECOND_MS);
const expiryChoices = [1, 8, 24, 7 * 24].map(hours => hours * HOUR_MS);
const TITLE_LENGTH = 80;

interface Props {
  readonly draft: Draft;
  readonly maxLength: number;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** The text of the message and how they look. */
export const ComposerFields = ({ draft, maxLength, onChange }: Props) => {
  const id = useId();
  const left = maxLength - lengthOf(draft.message);
  return (
    <>
      <Form.Group controlId={`${id}-message`}>
        <Form.Label>{t('notifications:compose.message')}</Form.Label>
        <Form.Control
          as="textarea"
          rows={3}
          value={draft.message}
          isInvalid={left < 0}
          aria-describedby={`${id}-hint ${id}-left`}
          onChange={event => {
            onChange({ message: event.target.value });
          }}
        />
        <div className="pj-field-foot">
          <Form.Text id={`${id}-hint`}>{t('notifications:compose.messageHint')}</Form.Text>
          <span id={`${id}-left`} className={left < 0 ? 'pj-too-long' : 'pj-note pj-number'}>
            {left >= 0
              ? t('notifications:compose.left', { count: left })
              : t('notifications:compose.tooLong', { count: -left })}
          </span>
        </div>
      </Form.Group>
      <div className="pj-field-pair">
        <Form.Group controlId={`${id}-title`}>
          <Form.Label>{t('notifications:compose.heading')}</Form.Label>
          <Form.Control
            value={draft.title}
            maxLength={TITLE_LENGTH}
            onChange={event => {
              onChange({ title: event.target.value });
            }}
          />
        </Form.Group>
        <Form.Group controlId={`${id}-variant`}>
          <Form.Label>{t('notifications:compose.variant')}</Form.Label>
          <Form.Select
            value={draft.variant}
            onChange={event => {
              const variant = variants.find(name => name === event.target.value);
              if (variant !== undefined) onChange({ variant });
            }}
          >
            {variants.map(variant => (
              <option key={variant} value={variant}>
                {t(`notifications:variants.${variant}`)}
              </option>
            ))}
          </Form.Select>
        </Form.Group>
        <TimeSelect
          id={`${id}-close`}
          label={t('notifications:compose.autoClose')}
          words={{
            never: t('notifications:autoClose.never'),
            after: time => t('notifications:autoClose.after', { time }),
          }}
          choicesMs={autoCloseChoices}
          valueMs={draft.autoCloseMs}
          onChange={autoCloseMs => {
            onChange({ autoCloseMs });
          }}
        />
        <TimeSelect
          id={`${id}-expires`}
          label={t('notifications:compose.expires')}
          words={{ never: t('notifications:expires.never'), after: time => time }}
          choicesMs={expiryChoices}
          valueMs={draft.expiresAfterMs}
          onChange={expiresAfterMs => {
            onChange({ expiresAfterMs });
          }}
        />
      </div>
      <ActionFields
        actions={draft.actions}
        onChange={actions => {
          onChange({ actions });
        }}
      />
    </>
  );
};

interface TimeSelectProps {
  readonly id: string;
  readonly label: string;
  readonly words: { readonly never: string; readonly after: (time: string) => string };
  readonly choicesMs: readonly number[];
  readonly valueMs: number | null;
  readonly onChange: (valueMs: number | null) => void;
}

const TimeSelect = ({ id, label, words: text, choicesMs, valueMs, onChange }: TimeSelectProps) => (
  <Form.Group controlId={id}>
    <Form.Label>{label}</Form.Label>
    <Form.Select
      value={valueMs ?? ''}
      onChange={event => {
        onChange(event.target.value === '' ? null : Number(event.target.value));
      }}
    >
      <option value="">{text.never}</option>
      {choicesMs.map(choice => (
        <option key={choice} value={choice}>
          {text.after(formatDuration(choice))}
        </option>
      ))}
    </Form.Select>
  </Form.Group>
);
