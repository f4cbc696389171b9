import { z } from 'zod';
import { inputs } from './strings/inputs.js';
import type { RouteSpec } from './route.js';

/** A time of day on the person's own clock. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ id: 'TimeOfDay', description: 'Such as 22:30, on the clock of whoever looks' });

/** Hours in which nothing pops up; they may go past midnight. */
export const QuietHours = z
  .strictObject({ from: TimeOfDay, until: TimeOfDay })
  .refine(({ from, until }) => from !== until, inputs.quietHoursWithoutEnd)
  .meta({ id: 'QuietHours' });
export type QuietHours = z.infer<typeof QuietHours>;

/**
 * What a person wishes for themselves, on every page and machine. What does not pop up still
 * arrives: it stands in the list of notifications.
 */
export const Preferences = z
  .strictObject({
    quietHours: QuietHours.nullable(),
    /** Pop up warnings and errors only. */
    importantOnly: z.boolean(),
  })
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof Preferences>;

/** What users prefer for themselves. */
export const preferenceRoutes = {
  getPreferences: {
    method: 'get',
    path: '/preferences',
    summary: 'What I wish for my notifications',
    tag: 'platform',
    access: { scopes: ['custom:perijove:preferences'], over: 'caller' },
    status: 200,
    response: Preferences,
    errors: [],
  },
  setPreferences: {
    method: 'put',
    path: '/preferences',
    summary: 'Wish for something else; every open page hears of it',
    tag: 'platform',
    access: { scopes: ['custom:perijove:preferences'], over: 'caller' },
    status: 200,
    audit: [],
    body: Preferences,
    response: Preferences,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
