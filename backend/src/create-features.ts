import { dirname } from 'node:path';
import { text } from './lib/text.js';
import type { Config } from './config/config.js';
import type { SettingSource } from './config/load.js';
import type { Db } from './db/open.js';
import { keepReserve } from './db/reserve.js';
import type { Engine } from './engine/port.js';
import { UserService } from './features/users/user-service.js';
import { ActivityService } from './features/activity/service.js';
import type { SamplerPass } from './features/activity/usage/usage-sampler.js';
import { AnnouncementService } from './features/announcement/service.js';
import { AnnouncementStream } from './features/announcement/stream.js';
import { ENGINE_ROOT } from './features/activity/usage/host.js';
import { DiskWorker } from './features/disk/worker.js';
import { BrandingService } from './features/branding/service.js';
import type { DomainBus } from './features/domain-events.js';
import { AuditService } from './features/audit/service.js';
import { HubServices } from './features/services/service.js';
import { createBuiltInGroupsWorker } from './features/groups/built-in-groups-worker.js';
import { GroupService } from './features/groups/service.js';
import { NotificationsService } from './features/notifications/service.js';
import { GpuService } from './features/gpu/service.js';
import { PreferencesService } from './features/preferences/service.js';
import { SettingsService } from './features/settings/service.js';
import type { Probe } from './features/servers/start/probe.js';
import type { LabFiles } from './features/servers/start/start-server.js';
import { ServerService } from './features/servers/service.js';
import { Culler } from './features/sessions/culler.js';
import { withSessionActivity } from './features/sessions/active-users.js';
import { SessionService } from './features/sessions/service.js';
import { AccountIdentities } from './features/users/accounts/account-identity.js';
import { AccountLifecycle } from './features/users/accounts/account-lifecycle.js';
import { Trash } from './features/volumes/trash/trash.js';
import { VolumePurgeWorker } from './features/volumes/trash/purge-worker.js';
import { VolumeService } from './features/volumes/service.js';
import { VolumeSizesWorker } from './features/volumes/sizes/sizes-worker.js';
import { defaultLimits } from './features/servers/reconcile/outdated.js';
import type { HubAccounts } from './jupyterhub/accounts-port.js';
import { SERVICE_NAME } from './auth/principal.js';
import type { Directory } from './jupyterhub/directory.js';
import type { GroupDirectory } from './jupyterhub/group-directory.js';
import type { Hub } from './jupyterhub/port.js';
import type { Clock } from './lib/clock.js';
import { messageOf } from './lib/errors.js';
import type { Logger } from './lib/logger.js';
import type { RequestContexts } from './lib/request-context.js';

/** All rooms with a service, wired. */
export interface Features {
  readonly users: UserService;
  readonly audit: AuditService;
  readonly sessions: SessionService;
  readonly volumes: VolumeService;
  readonly servers: ServerService;
  readonly activity: ActivityService;
  readonly notifications: NotificationsService;
  readonly groups: GroupService;
  readonly hubServices: HubServices;
  readonly branding: BrandingService;
  readonly accounts: AccountLifecycle;
  readonly trash: Trash;
  readonly directory: Directory;
  readonly gpu: GpuService;
  readonly preferences: PreferencesService;
  readonly announcement: AnnouncementService;
  readonly announcementStream: AnnouncementStream;
  readonly settings: SettingsService;
  readonly disks: DiskWorker;
  /** Background work of the features, started and stopped together. */
  readonly workers: readonly Worker[];
}

/** Something that works in the background. */
export interface Worker {
  start(): void;
  stop(): Promise<void>;
}

/** What the features stand on. */
export interface CoreDeps {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly state: Db;
  readonly history: Db;
  readonly engine: Engine;
  readonly hub: Hub;
  readonly hubAccounts: HubAccounts;
  readonly directory: Directory;
  readonly groups: GroupDirectory;
  readonly bus: DomainBus;
  readonly requestContexts: RequestContexts;
  /** The environment as it was read, and where each value in it came from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly settingSources: Readonly<Record<string, SettingSource>>;
  readonly deploymentId: string;
  readonly prefix: string;
  readonly labFiles: LabFiles;
  readonly serviceFlags: Readonly<Record<string, boolean>>;
  /** Told about every reading of all labs. */
  readonly onPass?: (pass: SamplerPass) => void;
  /** Asks whether a lab answers; tests without real labs replace it. */
  readonly probe?: Probe | undefined;
}

/**
 * Wires the features. Servers, volumes and activity know of each other only through the small
 * functions passed here, so each can be read and tested alone.
 */
export const createFeatures = (core: CoreDeps): Features => {
  const { state, history } = core;
  const audit = new AuditService({ ...core, db: state });
  const common = { ...core, db: state, audit };

  const sessions = new SessionService(common);
  const volumes = new VolumeService({
    ...common,
    isBusy: user => servers.queries.isBusy(user) || accounts.isChanging(user),
  });
  const branding = new BrandingService(core);
  const hubServices = new HubServices({ ...core, self: SERVICE_NAME });
  const gpu = new GpuService(common);
  const servers: ServerService = new ServerService({
    ...common,
    sessions,
    volumes,
    isChanging: user => accounts.isChanging(user),
    meet: (user, created) => accounts.checkIdentity(user, created),
    usageOf: (user, server) => activity.usageOf({ user, server }),
    labIcons: () => {
      const { labIconUrl, labSplashUrl } = branding.view();
      return { main: labIconUrl, splash: labSplashUrl };
    },
    gpu,
    perijoveUrl: core.prefix,
    ...(core.probe === undefined ? {} : { probe: core.probe }),
  });
  const activity: ActivityService = new ActivityService({
    ...common,
    db: history,
    directory: withSessionActivity(core.directory, sessions),
    keyOf: lab => {
      const row = servers.queries.runningLab(lab);
      return row === null ? null : { user: row.user, server: row.name };
    },
    cpuLimitOf: ({ user, server }) => {
      const policy = servers.queries.row(user, server)?.policy ?? null;
      return policy === null ? core.config.PERIJOVE_LAB_CPU_LIMIT : policy.limits.cpuCores;
    },
    sources: {
      serverRow: (user, server) => {
        const row = servers.queries.row(user, server);
        if (row === null) return null;
        return {
          ...row,
          deadlineMs: sessions.deadlineMs(user, server),
          settingsOutdated: servers.queries.isOutdated(row),
        };
      },
      volumesBytes: user => {
        const total = volumes.totals().get(user);
        if (total === undefined || total.bytes === null || total.measuredAtMs === null) return null;
        return { bytes: total.bytes, measuredAtMs: total.measuredAtMs, large: total.large };
      },
    },
  });
  const notifications = new NotificationsService({
    ...common,
    runningUsers: () => [...new Set(servers.queries.running().map(row => row.user))],
  });
  const preferences = new PreferencesService(common);
  const announcement = new AnnouncementService(common);
  const announcementStream = new AnnouncementStream({ ...core, announcement });
  const settings = new SettingsService({
    ...core,
    brandingProblems: () =>
      branding.problems().map(({ setting, problem }) => ({
        setting,
        message: text('problems.asset', { setting, problem }),
      })),
    membersOf: async group => (await core.hub.group(group))?.users ?? null,
    accounts: () => users.accountRules(),
    gpu: () => gpu.state(),
  });
  const accounts: AccountLifecycle = new AccountLifecycle({
    ...common,
    records: [volumes, servers, sessions, notifications, preferences].map(
      feature => feature.records,
    ),
    identities: new AccountIdentities(state),
    history: activity.userRecords,
    normalizeName: name => users.normalizeName(name),
    isBusy: user => servers.queries.isBusy(user) || servers.queries.hasRemovalPending(user),
    trashOf: user => volumes.trashOf(user),
  });
  const users: UserService = new UserService({
    ...common,
    accounts: core.hubAccounts,
    shape: {
      texts: core.config.JUPYTERHUB_AUTOGENERATED_PASSWORD_WORDS,
      delimiter: core.config.JUPYTERHUB_AUTOGENERATED_PASSWORD_DELIMITER,
    },
    volumesKeptDays: core.config.PERIJOVE_VOLUME_RETENTION_DAYS,
    isRunning: user => servers.queries.isBusy(user),
    isChanging: user => accounts.isChanging(user),
  });
  const groups = new GroupService({
    ...common,
    defaults: defaultLimits(core.config),
    outdated: user => servers.queries.outdated(user),
    running: () => servers.queries.running(),
  });
  const keepBuiltIn = createBuiltInGroupsWorker(common);
  core.bus.on('users.refreshed', () => void refreshGroups(core, keepBuiltIn));
  const culler = new Culler({
    ...common,
    sessions,
    noteStopReason: (user, server, reason) => servers.noteStopReason(user, server, reason),
    programsOf: ({ user, server }) => servers.queries.programs(user, server),
  });
  const purgeWorker = new VolumePurgeWorker({ ...common, repo: volumes.repo });
  const trash = new Trash({ ...common, volumes, purgeWorker });
  const sizes = new VolumeSizesWorker({
    ...common,
    repo: volumes.repo,
    activeUsers: () => servers.queries.running().map(row => row.user),
    isStarting: () => servers.queries.anyStarting(),
  });
  const disks = new DiskWorker({
    ...common,
    places: [
      { of: 'data', folder: dirname(state.name) },
      { of: 'engine', folder: ENGINE_ROOT },
    ],
    keepReserve: () => keepReserve(state, false),
  });
  return {
    disks,
    users,
    audit,
    sessions,
    volumes,
    servers,
    activity,
    notifications,
    groups,
    hubServices,
    branding,
    accounts,
    trash,
    directory: core.directory,
    gpu,
    preferences,
    announcement,
    announcementStream,
    settings,
    workers: [
      disks,
      audit,
      accounts,
      announcement,
      announcementStream,
      activity,
      notifications,
      branding,
      gpu,
      culler,
      purgeWorker,
      sizes,
    ],
  };
};

/** Reads the groups with the users. When the hub does not answer, the next reading tries again. */
const refreshGroups = async (
  { groups, log }: Pick<CoreDeps, 'groups' | 'log'>,
  keepBuiltIn: () => Promise<void>,
): Promise<void> => {
  try {
    await groups.refresh();
    await keepBuiltIn();
  } catch (error) {
    log.warn(`the groups were not read: ${messageOf(error)}`);
  }
};
