import { type AnnouncementRequest, type AnnouncementVariant } from '@perijove/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { keys } from '../../api/keys';
import { useNotices } from '../../components/NoticesProvider';
import { useServices } from '../../app/context';
import { t } from '../../i18n';

const MOST = 280;
const variants = [
  'info',
  'success',
  'warning',
  'danger',
] as const satisfies readonly AnnouncementVariant[];

/** Puts up what stands above every page, and takes it down. */
export const AnnouncementEditor = () => {
  const { client, cache, queries } = useServices();
  const { data } = useQuery(queries.announcement());
  const { show, showError } = useNotices();
  const up = data?.announcement ?? null;
  const [message, setMessage] = useState('');
  const [variant, setVariant] = useState<AnnouncementVariant>('info');
  const [until, setUntil] = useState('');
  const save = useMutation({
    mutationFn: (body: AnnouncementRequest) => client('setAnnouncement', { body }),
    onSuccess: view => {
      cache.setQueryData(keys.announcement, view);
      show({
        tone: 'ok',
        text:
          view.announcement === null
            ? t('settings:announcement.isDown')
            : t('settings:announcement.isUp'),
      });
      setMessage('');
    },
    onError: showError,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const end = until === '' ? null : new Date(until).toISOString();
    save.mutate({ announcement: { message, variant, until: end } });
  };
  return (
    <section className="pj-card pj-announce" aria-labelledby="announce-title">
      <h2 id="announce-title">{t('settings:announcement.title')}</h2>
      <p className="pj-note">{t('settings:announcement.lead')}</p>
      <Form onSubmit={submit} className="pj-announce-form">
        <Form.Group controlId="announce-message" className="pj-announce-message">
          <Form.Label>{t('settings:announcement.message')}</Form.Label>
          <Form.Control
            required
            maxLength={MOST}
            value={message}
            placeholder={up?.message ?? ''}
            onChange={event => {
              setMessage(event.target.value);
            }}
          />
          <Form.Text>{t('settings:announcement.left', { count: MOST - message.length })}</Form.Text>
        </Form.Group>
        <Form.Group controlId="announce-variant">
          <Form.Label>{t('settings:announcement.variant')}</Form.Label>
          <Form.Select
            value={variant}
            onChange={event => {
              setVariant(variants.find(name => name === event.target.value) ?? 'info');
            }}
          >
            {variants.map(name => (
              <option key={name} value={name}>
                {t(`settings:announcement.variants.${name}`)}
              </option>
            ))}
          </Form.Select>
        </Form.Group>
        <Form.Group controlId="announce-until">
          <Form.Label>{t('settings:announcement.until')}</Form.Label>
          <Form.Control
            type="datetime-local"
            value={until}
            onChange={event => {
              setUntil(event.target.value);
            }}
          />
        </Form.Group>
        <div className="d-flex gap-2 align-items-center">
          <Button type="submit" disabled={save.isPending || message.trim() === ''}>
            {up === null ? t('settings:announcement.put') : t('settings:announcement.replace')}
          </Button>
          {up !== null && (
            <Button
              variant="outline-secondary"
              disabled={save.isPending}
              onClick={() => {
                save.mutate({ announcement: null });
              }}
            >
              {t('settings:announcement.takeDown')}
            </Button>
          )}
        </div>
      </Form>
    </section>
  );
};
