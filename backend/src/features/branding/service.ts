import type { BrandingView } from '@perijove/contracts';
import type { Config } from '../../config/config.js';
import type { Clock } from '../../lib/clock.js';
import { messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import { createLoop } from '../../lib/loop.js';
import { loadAsset, toAsset, type Asset } from './load-asset.js';
import { perijoveMark } from './perijove-mark.js';

/** The pictures that an organisation can set. */
export const assetNames = ['logo', 'favicon', 'lab-icon', 'lab-splash'] as const;
export type AssetName = (typeof assetNames)[number];

const settingOf = {
  logo: 'JUPYTERHUB_LOGO_URI',
  favicon: 'JUPYTERHUB_FAVICON_URI',
  'lab-icon': 'JUPYTERHUB_LAB_MAIN_ICON_URI',
  'lab-splash': 'JUPYTERHUB_LAB_SPLASH_ICON_URI',
} as const satisfies Record<AssetName, keyof Config>;
type AssetSetting = (typeof settingOf)[AssetName];

/** The organisation's pictures, read ahead so that no page waits for where they lie. */
export interface BrandingService {
  view(): BrandingView;
  /** What is served under that name; null when there is nothing to show. */
  asset(name: AssetName): Asset | null;
  /** Reads all pictures now. Never throws: what cannot be read is logged and left out. */
  refresh(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
  /** What is configured and cannot be shown; the settings page and the log say so. */
  problems(): readonly BrandingProblem[];
}

/** A picture that cannot be used, and why, in words that end a sentence. */
export interface BrandingProblem {
  readonly asset: AssetName;
  readonly setting: AssetSetting;
  readonly uri: string;
  readonly problem: string;
  /** What is shown in its place. */
  readonly instead: 'last_good' | 'fallback';
}

/** A changed file or a server that was away is noticed within this time. */
const REFRESH_MS = 5 * 60_000;

/** @param prefix - path of the service, with a slash at its end */
export const createBrandingService = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly prefix: string;
  readonly config: Pick<
    Config,
    'PERIJOVE_NAME' | 'PERIJOVE_STAGE' | 'PERIJOVE_STAGE_COLOR' | AssetSetting
  >;
}): BrandingService => {
  const { clock, log, prefix, config } = deps;
  const sourceOf = (name: AssetName): string | null => config[settingOf[name]];
  const mark = toAsset(Buffer.from(perijoveMark));
  const loaded = new Map<AssetName, Asset>();
  const problems = new Map<AssetName, string>();

  const load = async (name: AssetName, uri: string): Promise<void> => {
    try {
      loaded.set(name, await loadAsset(uri));
      problems.delete(name);
    } catch (error) {
      // The last good picture stays; the same problem is told once, not every few minutes.
      const problem = messageOf(error);
      if (problems.get(name) === problem) return;
      problems.set(name, problem);
      log.warn({ uri }, `cannot use the branding image ${name}: ${problem}`);
    }
  };

  const refresh = async (): Promise<void> => {
    await Promise.all(
      assetNames.map(async name => {
        const uri = sourceOf(name);
        if (uri !== null) await load(name, uri);
      }),
    );
  };

  const asset = (name: AssetName): Asset | null => {
    const own = loaded.get(name);
    if (own !== undefined) return own;
    switch (name) {
      case 'logo':
      case 'favicon':
        return mark;
      case 'lab-icon':
        return asset('logo');
      case 'lab-splash':
        return null;
    }
  };

  // The hash makes the address new when the picture is, so that browsers can keep it for ever.
  const urlOf = (name: AssetName, shown = asset(name)): string | null =>
    shown === null ? null : `${prefix}branding/${name}?v=${shown.hash}`;

  const loop = createLoop({
    name: 'branding',
    clock,
    log,
    intervalMs: REFRESH_MS,
    pass: refresh,
  });
  const configured = assetNames.some(name => sourceOf(name) !== null);

  return {
    view: () => ({
      name: config.PERIJOVE_NAME,
      logoUrl: urlOf('logo'),
      // Labs keep Jupyter's own, which shows whether a kernel is busy.
      faviconUrl: urlOf('favicon', loaded.get('favicon') ?? null),
      labIconUrl: urlOf('lab-icon'),
      labSplashUrl: urlOf('lab-splash'),
      stage:
        config.PERIJOVE_STAGE === null
          ? null
          : { label: config.PERIJOVE_STAGE.label, colour: config.PERIJOVE_STAGE_COLOR },
    }),
    problems: () =>
      assetNames.flatMap(name => {
        const problem = problems.get(name);
        const uri = sourceOf(name);
        if (problem === undefined || uri === null) return [];
        const instead = loaded.has(name) ? 'last_good' : 'fallback';
        return [{ asset: name, setting: settingOf[name], uri, problem, instead }];
      }),
    asset,
    refresh,
    start: () => {
      if (configured) loop.start();
    },
    stop: () => loop.stop(),
  };
};
