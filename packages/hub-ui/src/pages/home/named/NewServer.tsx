import type { ServerView } from '@perijove/contracts';
import { useId, useState } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { Icon } from '../../../components/Icon';
import { nameProblem, newNameOf } from './new-name';
import { t } from '../../../i18n';

interface Props {
  /** Servers that there are: no two share a name. */
  readonly servers: readonly Pick<ServerView, 'name' | 'displayName'>[];
  /** Whether names are slugs, and what is typed becomes the display name. */
  readonly slugs: boolean;
  readonly busy: boolean;
  readonly onStart: (name: string, displayName?: string) => void;
}

const LONGEST_NAME = 60;

/** Names and starts one more server. */
export const NewServer = ({ servers, slugs, busy, onStart }: Props) => {
  const id = useId();
  const [name, setName] = useState('');
  const problem = nameProblem(name, servers);
  const ready = name.trim() !== '' && problem === null;
  return (
    <Form
      className="pj-new-server"
      onSubmit={event => {
        event.preventDefault();
        if (!ready || busy) return;
        const { server, displayName } = newNameOf(name, servers, slugs);
        if (displayName === undefined) onStart(server);
        else onStart(server, displayName);
        setName('');
      }}
    >
      <Form.Label htmlFor={id} className="visually-hidden">
        {t('home:named.newName')}
      </Form.Label>
      <Form.Control
        id={id}
        value={name}
        placeholder={t('home:named.newName')}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        isInvalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={event => {
          setName(event.target.value);
        }}
      />
      <Button
        type="submit"
        variant="outline-primary"
        disabled={!ready || busy}
        aria-label={t('home:named.startNew')}
      >
        <Icon name="play" /> {t('home:named.start')}
      </Button>
      <p id={`${id}-problem`} className="pj-new-server-problem" role="status">
        {problem}
      </p>
    </Form>
  );
};
