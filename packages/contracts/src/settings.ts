import { z } from 'zod';
import { Instant } from './time.js';
import type { RouteSpec } from './route.js';

/** Where a setting's value came from. */
export const SettingOrigin = z
  .enum(['default', 'environment', 'deprecated name', 'hub', 'file', 'generated'])
  .meta({ id: 'SettingOrigin' });
export type SettingOrigin = z.infer<typeof SettingOrigin>;

/** One variable of the platform. A secret says whether it is set and never what it is. */
export const SettingView = z
  .object({
    name: z.string(),
    group: z.string(),
    description: z.string(),
    value: z.string().nullable().describe('As it would be written; null when empty or secret'),
    fallback: z.string().nullable(),
    origin: SettingOrigin,
    oldName: z.string().nullable(),
    secret: z.boolean(),
    isSet: z.boolean(),
    changed: z.boolean().describe('Whether it differs from the default'),
  })
  .meta({ id: 'Setting' });
export type SettingView = z.infer<typeof SettingView>;

/** Something about the settings that an administrator should know. */
export const SettingProblem = z
  .object({
    code: z.string(),
    level: z.enum(['problem', 'advice']),
    message: z.string(),
    setting: z.string().nullable(),
    group: z.string().nullable().describe('The group that it is about'),
  })
  .meta({ id: 'SettingProblem' });
export type SettingProblem = z.infer<typeof SettingProblem>;

export const SettingsView = z
  .object({
    settings: z.array(SettingView),
    problems: z.array(SettingProblem),
    gpu: z.object({
      enabled: z.boolean(),
      reason: z.string(),
      checkedAt: Instant.nullable(),
    }),
  })
  .meta({ id: 'Settings' });
export type SettingsView = z.infer<typeof SettingsView>;

/** Settings of the platform. */
export const settingRoutes = {
  getSettings: {
    method: 'get',
    path: '/settings',
    summary: 'Every setting with its value and where that came from, and what to know about them',
    tag: 'platform',
    access: 'admin',
    status: 200,
    response: SettingsView,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
