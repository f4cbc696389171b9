import 'bootstrap/dist/css/bootstrap.min.css';
import './style/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { ServicesContext } from './app/context';
import { chooseLanguage } from '@perijove/contracts/language-tag';
import { createLanguageStore, wantedLanguages } from './app/language';
import { createServices } from './app/services';
import { languages, startTexts } from './locales';
import { createRouter } from './router';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id "root".');

// The document arrives in the default language of the deployment.
const fallback = document.documentElement.lang;
const language = chooseLanguage(wantedLanguages(window, fallback), languages);
document.documentElement.lang = language;
const services = createServices(window, createLanguageStore(window, language, languages, fallback));

void startTexts(language).then(() => {
  createRoot(root).render(
    <StrictMode>
      <ServicesContext.Provider value={services}>
        <QueryClientProvider client={services.cache}>
          <RouterProvider router={createRouter(services.basePath)} />
        </QueryClientProvider>
      </ServicesContext.Provider>
    </StrictMode>,
  );
});
