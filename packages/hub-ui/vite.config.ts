import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { strings } from './src/format/strings.ts';

export default defineConfig({
  // The backend serves the pages under a prefix that only it knows, so every address in the
  // built files is relative to the document's base.
  base: './',
  plugins: [
    react(),
    {
      name: 'words-of-the-document',
      transformIndexHtml: html =>
        html.replace('%language%', strings.language).replace('%noScript%', strings.noScript),
    },
  ],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The polyfill would be an inline script in older browsers; ours all know modulepreload.
    modulePreload: { polyfill: false },
  },
});
