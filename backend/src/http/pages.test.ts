import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dressed, marked, pages } from './pages.js';

const built = `<html lang="en"><base href="/" /><title>Perijove</title>
<meta name="application-name" content="Perijove" /><p>Perijove</p>`;

it('tells the page where it is, what the platform is called and its language', () => {
  expect(dressed(built, '/hub/services/perijove/', 'Observatory', 'fr'))
    .toBe(`<html lang="fr"><base href="/hub/services/perijove/" /><title>Observatory</title>
<meta name="application-name" content="Observatory" /><p>Perijove</p>`);
});

it('keeps a name that looks like markup, or like a pattern, as the text that it is', () => {
  const html = dressed(built, '/', '</title>"$&', 'en');
  expect(html).toContain('<title>&#60;/title&#62;&#34;$&#38;</title>');
  expect(html).toContain('content="&#60;/title&#62;&#34;$&#38;"');
});

it('puts the mark of the answer on whatever the page loads, and the secret into its head', () => {
  const html = marked(
    '<title>x</title><script src="./theme.js"></script><link rel="stylesheet" href="./a.css">',
    'NONCE',
    'SECRET',
  );
  expect(html).toContain('<script nonce="NONCE" src="./theme.js">');
  expect(html).toContain('<link nonce="NONCE" rel="stylesheet"');
  expect(html).toContain('<meta property="csp-nonce" nonce="NONCE">');
  expect(html).toContain('<meta name="perijove-page" content="SECRET">');
});

it('knows every page of the app', () => {
  const router = join(__dirname, '../../../packages/hub-ui/src/router.tsx');
  const paths = [...readFileSync(router, 'utf8').matchAll(/path: '([^*']+)'/g)];
  expect([...pages].sort()).toEqual(['/', ...paths.map(([, path = '']) => `/${path}`)].sort());
});
