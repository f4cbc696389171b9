import { inEnglish } from '../../src/lib/catalog.js';
import { text } from '../../src/lib/text.js';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

describe('answers in the language of their reader', () => {
  let app: TestBackend;
  beforeAll(async () => {
    app = await startTestBackend();
  });
  afterAll(() => app.stop());

  const refused = async (headers: Record<string, string>): Promise<unknown> => {
    const body = { volumes: ['no-such-volume'] };
    const answer = await app.call('POST', '/users/ada/volumes/reset', {
      as: tokens.ada,
      body,
      headers,
    });
    return (answer.body as { error: { message: string } }).error.message;
  };
  const english = inEnglish(text('common.noVolume', { volume: 'no-such-volume' }));
  const french = 'Le volume no-such-volume n’existe pas.';

  it.each([
    ['English where nobody asks', {}, english],
    ['as the browser asks', { 'Accept-Language': 'fr-FR,fr;q=0.9' }, french],
    ['as the user chose', { 'Accept-Language': 'fr', Cookie: 'perijove-language=en' }, english],
    [
      'and a hostile choice is none',
      { 'Accept-Language': 'fr', Cookie: 'perijove-language=../../../etc/passwd%00' },
      french,
    ],
  ])('%s', async (_what, headers, wanted) => {
    expect(await refused(headers)).toBe(wanted);
  });
});
