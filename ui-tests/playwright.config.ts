import { defineConfig } from '@playwright/test';
import type { PlatformOptions } from './platform/fixtures';

/**
 * Browser tests against the real thing: JupyterHub, JupyterLab, the backend, an engine, Chromium.
 * Each project runs the platform on one engine; tests of a project share one platform.
 */
export default defineConfig<object, PlatformOptions>({
  testDir: './tests',
  outputDir: './test-results',
  // A test that fails once is a failure. `scripts/test-env/network.mjs` keeps pages loading while containers
  // come and go.
  retries: 0,
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [
    // The walkthrough needs an empty platform, so it shares none with other tests.
    { name: 'docker', use: { engine: 'docker' }, testMatch: 'walkthrough.spec.ts' },
    {
      name: 'docker-more',
      use: { engine: 'docker' },
      testIgnore: [
        'walkthrough.spec.ts',
        'idle.spec.ts',
        'activity.spec.ts',
        'servers-and-volumes.spec.ts',
        '**/lab*.spec.ts',
        '**/security/**',
      ],
    },
    // Attacks on the whole platform: `npm test -- --only security`.
    // The culler checks open labs every few seconds here, instead of every few minutes.
    {
      name: 'security',
      use: { engine: 'docker', settings: { JUPYTERHUB_IDLE_CULLER_INTERVAL: '5' } },
      testMatch: '**/security/*.spec.ts',
    },
    // Three minutes of waiting: `npm test` runs it in parallel.
    { name: 'idle', testMatch: 'idle.spec.ts' },
    // What users see in a lab: all but one file share a platform and an open lab.
    { name: 'lab', testMatch: '**/lab*.spec.ts', testIgnore: '**/security/**' },
    // Ten thousand users need no containers, nor do the other two files here.
    {
      name: 'process',
      use: { engine: 'process' },
      testMatch: ['walkthrough.spec.ts', 'activity.spec.ts', 'servers-and-volumes.spec.ts'],
    },
  ],
});
