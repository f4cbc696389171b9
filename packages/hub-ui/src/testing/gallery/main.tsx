import 'bootstrap/dist/css/bootstrap.min.css';
import '../../style/index.css';
import i18next from 'i18next';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { chooseLanguage } from '@perijove/contracts/language-tag';
import { languages, startTexts } from '../../locales';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id "root".');
const params = new URLSearchParams(window.location.search);
const language = chooseLanguage([params.get('language') ?? ''], languages);
document.documentElement.lang = language;
document.documentElement.dataset['bsTheme'] = params.get('theme') ?? 'light';
await startTexts(language);
await i18next.loadNamespaces(
  Object.keys(import.meta.glob('../../../locales/en/*.json')).map(path =>
    path.replace(/.*\/|\.json$/g, ''),
  ),
);
// Views fill constants with texts, so they load after these.
const { Gallery } = await import('./Gallery');
createRoot(root).render(
  <BrowserRouter>
    <Gallery />
  </BrowserRouter>,
);
