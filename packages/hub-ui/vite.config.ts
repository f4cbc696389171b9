import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noScriptHtml } from './src/no-script.ts';

export default defineConfig({
  // The backend serves the pages under a prefix that only it knows, so every address in the
  // built files is relative to the document's base.
  base: './',
  plugins: [
    react(),
    {
      name: 'texts-of-the-document',
      transformIndexHtml: html =>
        html.replace('%noScript%', () => noScriptHtml(new URL('./locales/', import.meta.url))),
    },
  ],
  json: { namedExports: false },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The polyfill would be an inline script in older browsers; ours all know modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        codeSplitting: {
          groups: [
            {
              // What every page says comes in one piece per language.
              test: /\/locales\/[^/]+\/(?:common|format|home|layout)\.json$/,
              debugName: 'first texts of a language',
              name: id => /\/locales\/([^/]+)\//.exec(id)?.[1] ?? null,
            },
          ],
        },
      },
    },
  },
});
