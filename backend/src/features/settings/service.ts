import type { SettingOrigin, SettingView, SettingsView } from '@perijove/contracts';
import { text, type Message, type Unrendered } from '../../lib/text.js';
import type { Setting } from '../../config/define.js';
import { withoutEffect } from '../../config/engine-settings.js';
import type { SettingSource } from '../../config/load.js';
import { settings as table, type SettingName } from '../../config/settings.js';
import { isoOrNull } from '../../lib/clock.js';
import { messageOf } from '../../lib/errors.js';
import type { RequestContexts } from '../../lib/request-context.js';
import { redact } from '../../lib/redact.js';
import { problemsOf, type ProblemsInput } from './problems.js';
import type { Deps } from '../deps.js';

/** What each setting is; one without a text does not compile. */
type Env = Readonly<Record<string, string | undefined>>;

/** Groups whose labs get power over the host. */
const POWERFUL = ['docker-sock', 'docker-privileged'] as const;

/** The hub hands these to a backend that it starts, whether the operator set them or not. */
const FROM_HUB: ReadonlySet<string> = new Set<SettingName>([
  'PERIJOVE_DATA',
  'PERIJOVE_BACKEND_PORT',
  'PERIJOVE_INTERNAL_URL',
  'PERIJOVE_INTERNAL_TOKEN_FILE',
]);

/** A secret is in its own variable, in a file, or made up by us. */
const secretOrigin = (name: string, env: Env): SettingOrigin => {
  if ((env[name] ?? '') !== '') return 'environment';
  if ((env[`${name}_FILE`] ?? '') !== '') return 'file';
  if (name === 'PERIJOVE_SERVICE_TOKEN' && env['JUPYTERHUB_API_TOKEN'] !== undefined) return 'hub';
  return name === 'PERIJOVE_INTERNAL_TOKEN' ? 'generated' : 'default';
};

const toSettingView = (
  name: SettingName,
  setting: Setting,
  given: SettingSource | undefined,
  env: Env,
): Unrendered<SettingView> => {
  const { group, fallback, oldName, secret } = setting;
  const fixed = {
    name,
    description: text(`settings.${name}`),
    group,
    fallback: secret ? null : fallback,
    oldName,
    secret,
  };
  if (secret) {
    const origin = secretOrigin(name, env);
    const isSet = origin !== 'default';
    return { ...fixed, value: null, origin, isSet, changed: origin === 'environment' };
  }

  const raw = given === 'deprecated name' && oldName !== null ? env[oldName] : env[name];
  const managed = env['JUPYTERHUB_SERVICE_NAME'] !== undefined && FROM_HUB.has(name);
  const value = raw === undefined || raw === '' ? fallback : redact(raw);
  return {
    ...fixed,
    value: value === '' ? null : value,
    origin: managed && given === 'environment' ? 'hub' : (given ?? 'default'),
    isSet: value !== null && value !== '',
    changed: !managed && (value ?? '') !== (fallback ?? ''),
  };
};

/** The settings as administrators see them. */
export class SettingsService {
  private readonly views = (Object.entries(table) as [SettingName, Setting][]).map(
    ([name, setting]) =>
      toSettingView(name, setting, this.deps.settingSources[name], this.deps.env),
  );
  private readonly oldNames = this.views.flatMap(({ name, oldName, origin }) =>
    origin === 'deprecated name' && oldName !== null ? [{ name, oldName }] : [],
  );

  constructor(
    private readonly deps: Deps<'config' | 'log'> & {
      readonly settingSources: Readonly<Record<string, SettingSource>>;
      readonly env: Env;
      readonly requestContexts: RequestContexts;
      readonly brandingProblems: () => ProblemsInput['branding'];
      readonly membersOf: (group: string) => Promise<readonly string[] | null>;
      readonly accounts: () => ProblemsInput['accounts'];
      readonly gpu: () => {
        readonly enabled: boolean;
        readonly reason: Message;
        readonly checkedAtMs: number | null;
      };
    },
  ) {}

  async view(): Promise<Unrendered<SettingsView>> {
    const origin = this.deps.requestContexts.current();
    const powerful = await Promise.all(
      POWERFUL.map(async group => ({ group, members: await this.members(group) })),
    );
    const branding = this.deps.brandingProblems();
    const { enabled, reason, checkedAtMs } = this.deps.gpu();
    return {
      settings: this.views,
      problems: [
        ...problemsOf({
          config: this.deps.config,
          oldNames: this.oldNames,
          withoutEffect:
            this.deps.config.PERIJOVE_ENGINE === 'auto'
              ? []
              : withoutEffect(this.deps.config.PERIJOVE_ENGINE, this.deps.env),
          branding,
          powerful,
          origin,
          accounts: this.deps.accounts(),
        }),
      ],
      gpu: { enabled, reason, checkedAt: isoOrNull(checkedAtMs) },
    };
  }

  private async members(group: string): Promise<readonly string[] | null> {
    try {
      return await this.deps.membersOf(group);
    } catch (error) {
      this.deps.log.warn(`could not read the members of ${group}: ${messageOf(error)}`);
      return null;
    }
  }
}
