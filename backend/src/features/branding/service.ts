import type { BrandingView } from '@perijove/contracts';
import type { Config } from '../../config/config.js';
import { messageOf, textOf } from '../../lib/errors.js';
import { storedMessage, type Message } from '../../lib/text.js';
import { Loop } from '../../lib/loop.js';
import { loadAsset, toAsset, type Asset } from './load-asset.js';
import { perijoveMark } from './perijove-mark.js';
import type { Deps } from '../deps.js';

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

/** A picture that cannot be used, and why, in words that end a sentence. */
export interface BrandingProblem {
  readonly asset: AssetName;
  readonly setting: AssetSetting;
  readonly uri: string;
  readonly problem: Message;
  /** What is shown in its place. */
  readonly instead: 'last_good' | 'fallback';
}

/** A changed file or a server that was away is noticed within this time. */
const REFRESH_MS = 5 * 60_000;

/**
 * The organisation's pictures, read ahead so that no page waits for where they lie.
 *
 * @param prefix - path of the service, with a slash at its end
 */
export class BrandingService {
  private readonly mark = toAsset(Buffer.from(perijoveMark));
  private readonly loaded = new Map<AssetName, Asset>();
  private readonly found = new Map<AssetName, Message>();
  private readonly loop = new Loop({
    ...this.deps,
    name: 'branding',
    intervalMs: REFRESH_MS,
    pass: () => this.refresh(),
  });
  private readonly configured = assetNames.some(name => this.sourceOf(name) !== null);

  constructor(
    private readonly deps: Deps<'clock' | 'log'> & {
      readonly prefix: string;
      readonly config: Pick<
        Config,
        'PERIJOVE_NAME' | 'PERIJOVE_STAGE' | 'PERIJOVE_STAGE_COLOR' | AssetSetting
      >;
    },
  ) {}

  view(): BrandingView {
    return {
      name: this.deps.config.PERIJOVE_NAME,
      logoUrl: this.urlOf('logo'),
      // Labs keep Jupyter's own, which shows whether a kernel is busy.
      faviconUrl: this.urlOf('favicon', this.loaded.get('favicon') ?? null),
      labIconUrl: this.urlOf('lab-icon'),
      labSplashUrl: this.urlOf('lab-splash'),
      stage:
        this.deps.config.PERIJOVE_STAGE === null
          ? null
          : {
              label: this.deps.config.PERIJOVE_STAGE.label,
              colour: this.deps.config.PERIJOVE_STAGE_COLOR,
            },
    };
  }

  /** What is served under that name; null when there is nothing to show. */
  asset(name: AssetName): Asset | null {
    const own = this.loaded.get(name);
    if (own !== undefined) return own;
    switch (name) {
      case 'logo':
      case 'favicon':
        return this.mark;
      case 'lab-icon':
        return this.asset('logo');
      case 'lab-splash':
        return null;
    }
  }

  /** Reads all pictures now. Never throws: what cannot be read is logged and left out. */
  async refresh(): Promise<void> {
    await Promise.all(
      assetNames.map(async name => {
        const uri = this.sourceOf(name);
        if (uri !== null) await this.load(name, uri);
      }),
    );
  }

  start(): void {
    if (this.configured) this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** What is configured and cannot be shown; the settings page and the log say so. */
  problems(): readonly BrandingProblem[] {
    return assetNames.flatMap(name => {
      const problem = this.found.get(name);
      const uri = this.sourceOf(name);
      if (problem === undefined || uri === null) return [];
      const instead = this.loaded.has(name) ? 'last_good' : 'fallback';
      return [{ asset: name, setting: settingOf[name], uri, problem, instead }];
    });
  }

  private sourceOf(name: AssetName): string | null {
    return this.deps.config[settingOf[name]];
  }

  private async load(name: AssetName, uri: string): Promise<void> {
    try {
      this.loaded.set(name, await loadAsset(uri));
      this.found.delete(name);
    } catch (error) {
      // The last good picture stays; the same problem is told once, not every few minutes.
      const problem = textOf(error);
      const known = this.found.get(name);
      if (known !== undefined && storedMessage(known) === storedMessage(problem)) return;
      this.found.set(name, problem);
      this.deps.log.warn({ uri }, `cannot use the branding image ${name}: ${messageOf(error)}`);
    }
  }

  // The hash makes the address new when the picture is, so that browsers can keep it for ever.
  private urlOf(name: AssetName, shown = this.asset(name)): string | null {
    return shown === null ? null : `${this.deps.prefix}branding/${name}?v=${shown.hash}`;
  }
}
