import { snippetFrom } from './docs-snippets';

/** The token of the program that sends messages. */
export const ANNOUNCER_TOKEN = 'a-token-for-the-announcer-of-the-tests';

/**
 * Who may send besides administrators: a program, as the guide for administrators adds it, and
 * the group of teachers to one class.
 */
export const senders = `${snippetFrom('administrators.md', 'python', 'announcer')}
c.JupyterHub.load_roles.append(
    {
        "name": "teachers",
        "scopes": ["custom:perijove:notify!group=class-a"],
        "groups": ["teachers"],
    }
)
`;
