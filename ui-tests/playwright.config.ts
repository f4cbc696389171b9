import { defineConfig } from '@playwright/test';
import type { PlatformOptions } from './platform/fixtures';

/**
 * Browser tests against the real thing: JupyterHub, JupyterLab, the backend, an engine, Chromium.
 * Each project runs the platform on one engine; tests of a project share one platform.
 */
export default defineConfig<object, PlatformOptions>({
  testDir: './tests',
  outputDir: './test-results',
  // What fails once is a fault. `scripts/test-env/network.mjs` keeps pages loading while containers
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
    // The walk begins with an empty platform, so it shares none with other tests.
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
    // What attackers tried, over the whole platform: `npm test -- --only security`.
    // The culler asks open labs every few seconds what they do, as it does every few minutes elsewhere.
    {
      name: 'security',
      use: { engine: 'docker', settings: { JUPYTERHUB_IDLE_CULLER_INTERVAL: '5' } },
      testMatch: '**/security/*.spec.ts',
    },
    // Three minutes of waiting: `npm test` runs it beside the others.
    { name: 'idle', testMatch: 'idle.spec.ts' },
    // What people see inside a lab: all but one file share a platform and an open lab.
    { name: 'lab', testMatch: '**/lab*.spec.ts', testIgnore: '**/security/**' },
    // Ten thousand people need no containers: the lists are the same. Nor do the other two here.
    {
      name: 'process',
      use: { engine: 'process' },
      testMatch: ['walkthrough.spec.ts', 'activity.spec.ts', 'servers-and-volumes.spec.ts'],
    },
  ],
});
