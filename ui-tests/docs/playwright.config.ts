import { defineConfig } from '@playwright/test';

/** Takes the pictures of the documentation: `npm run docs:screenshots`. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/docs',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    actionTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
