import { test as base } from '@playwright/test';
import { startPlatform, type Platform } from './platform';
import { ANNOUNCER_TOKEN, senders } from './senders';
import { broadScopesConfig } from './broad-scopes';

/** Set by the project. */
export interface PlatformOptions {
  readonly engine: Platform['engine'];
  /** Environment of the platform, on top of the tests' own. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Tests with a running platform, one per worker. */
export const test = base.extend<object, PlatformOptions & { platform: Platform }>({
  engine: ['docker', { option: true, scope: 'worker' }],
  settings: [{}, { option: true, scope: 'worker' }],
  platform: [
    async ({ engine, settings }, use) => {
      const platform = await startPlatform(
        engine,
        { ANNOUNCER_TOKEN, ...settings },
        `${senders}${broadScopesConfig}\n`,
      );
      await use(platform);
      await platform.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

export { expect } from '@playwright/test';
