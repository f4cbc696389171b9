import { z } from 'zod';
import { LANGUAGE_TAG } from './language-tag.js';
import type { RouteSpec } from './route.js';

/** A time of day on the user's own clock. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ id: 'TimeOfDay', description: 'Such as 22:30, on the clock of the user' });

/** Hours in which nothing pops up; they may go past midnight. */
export const QuietHours = z
  .strictObject({ from: TimeOfDay, until: TimeOfDay })
  .refine(({ from, until }) => from !== until, 'inputs.quietHoursWithoutEnd')
  .meta({ id: 'QuietHours' });
export type QuietHours = z.infer<typeof QuietHours>;

/**
 * What a user prefers, on every page and machine. A notification that does not pop up still arrives
 * in the list of notifications.
 */
export const Preferences = z
  .strictObject({
    quietHours: QuietHours.nullable(),
    /** Pop up warnings and errors only. */
    importantOnly: z.boolean(),
    language: z
      .string()
      .max(35)
      .regex(LANGUAGE_TAG)
      .nullable()
      .describe("Language of the pages, such as 'fr'; null: the language of the browser"),
  })
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof Preferences>;

/** What users prefer for themselves. */
export const preferenceRoutes = {
  getPreferences: {
    method: 'get',
    path: '/preferences',
    summary: 'My preferences',
    tag: 'platform',
    access: { scopes: ['custom:perijove:preferences'], over: 'caller' },
    status: 200,
    response: Preferences,
    errors: [],
  },
  setPreferences: {
    method: 'put',
    path: '/preferences',
    summary: 'Change my preferences; every open page is updated',
    tag: 'platform',
    access: { scopes: ['custom:perijove:preferences'], over: 'caller' },
    status: 200,
    audit: [],
    body: Preferences,
    response: Preferences,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
