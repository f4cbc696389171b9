import { test as base } from '@playwright/test';
import { startPlatform, type Platform } from './platform';
import { ANNOUNCER_TOKEN, senders } from './senders';
import { wideRightsConfig } from './wide-rights';

/** Set by the project. */
export interface PlatformOptions {
  readonly engine: Platform['engine'];
}

/** Tests with a running platform, one per worker. */
export const test = base.extend<object, PlatformOptions & { platform: Platform }>({
  engine: ['docker', { option: true, scope: 'worker' }],
  platform: [
    async ({ engine }, use) => {
      const platform = await startPlatform(
        engine,
        { ANNOUNCER_TOKEN },
        `${senders}${wideRightsConfig}\n`,
      );
      await use(platform);
      await platform.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

export { expect } from '@playwright/test';
