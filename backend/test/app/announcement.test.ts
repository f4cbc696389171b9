import type { Announcement, AnnouncementView } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

/** An open page without a sign-in, as the hub's sign-in page is one. */
const watch = async (app: TestBackend, headers: Record<string, string> = {}) => {
  const leaving = new AbortController();
  const answer = await fetch(`${app.url}api/v1/announcement/stream`, {
    headers,
    signal: leaving.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('there is nothing to read');
  return {
    answer,
    /** What the page is told next; undefined at the end. */
    next: async (): Promise<Announcement | null | undefined> => {
      const value = await reader.read().then(
        piece => piece.value,
        () => undefined,
      );
      if (value === undefined) return undefined;
      expect(value).toMatch(/^data: .*\n\n$/);
      return (JSON.parse(value.slice('data: '.length)) as AnnouncementView).announcement;
    },
    leave: () => {
      leaving.abort();
    },
  };
};

const announce = (app: TestBackend, announcement: object | null) =>
  app.call('PUT', '/announcement', { as: tokens.admin, body: { announcement } });

describe('an announcement on a page that nobody is signed in to', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend({ JUPYTERHUB_HOST: 'https://hub.example.org' });
  });
  afterEach(() => app.stop());

  it('appears when it is written and goes when it is removed', async () => {
    const page = await watch(app);
    expect(page.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(page.answer.headers.get('cache-control')).toBe('no-store');
    expect(await page.next()).toBeNull();
    await announce(app, { message: 'Maintenance at 18:00', variant: 'warning' });
    expect(await page.next()).toMatchObject({
      message: 'Maintenance at 18:00',
      variant: 'warning',
    });
    await announce(app, null);
    expect(await page.next()).toBeNull();
    page.leave();
  });

  it('is no secret from the hub, and from no other site', async () => {
    const allowed = async (Origin: string) => {
      const page = await watch(app, { Origin });
      page.leave();
      return page.answer.headers.get('access-control-allow-origin');
    };
    expect(await allowed('https://hub.example.org')).toBe('https://hub.example.org');
    expect(await allowed('https://evil.example')).toBeNull();
  });

  it('ends when the platform stops, so that the page comes again', async () => {
    const other = await startTestBackend();
    const page = await watch(other);
    expect(await page.next()).toBeNull();
    await other.stop();
    expect(await page.next()).toBeUndefined();
  });
});
