import { z } from 'zod';
import { PlainText } from './identity.js';
import { Instant } from './time.js';
import type { RouteSpec, TextSpec } from './route.js';

/** The look of an announcement. */
export const AnnouncementVariant = z
  .enum(['info', 'success', 'warning', 'danger'])
  .meta({ id: 'AnnouncementVariant' });
export type AnnouncementVariant = z.infer<typeof AnnouncementVariant>;

/** The most characters of an announcement. */
export const MOST_ANNOUNCED = 280;

const message = PlainText.trim().min(1).max(MOST_ANNOUNCED).describe('Plain text');

/** The text above every page until an administrator removes it or it expires. */
export const Announcement = z
  .object({
    message,
    variant: AnnouncementVariant,
    until: Instant.nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.infer<typeof Announcement>;

/** The announcement of the moment, for anybody: it shows on the sign-in page as well. */
export const AnnouncementView = z
  .object({ announcement: Announcement.nullable() })
  .meta({ id: 'AnnouncementView' });
export type AnnouncementView = z.infer<typeof AnnouncementView>;

/** What an administrator puts up; null takes it down. */
export const AnnouncementRequest = z.strictObject({
  announcement: z
    .strictObject({
      message,
      variant: AnnouncementVariant.default('info'),
      until: Instant.nullable().default(null),
    })
    .nullable(),
});
export type AnnouncementRequest = z.infer<typeof AnnouncementRequest>;

/** The announcement above every page. */
export const announcementRoutes = {
  getAnnouncement: {
    method: 'get',
    path: '/announcement',
    summary: 'What stands above every page',
    tag: 'platform',
    access: 'anyone',
    status: 200,
    response: AnnouncementView,
    errors: [],
  },
  setAnnouncement: {
    method: 'put',
    path: '/announcement',
    summary: 'Put an announcement up, or take it down',
    tag: 'platform',
    access: 'admin',
    status: 200,
    audit: ['announcement.set', 'announcement.remove'],
    body: AnnouncementRequest,
    response: AnnouncementView,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;

export const announcementTexts = {
  watchAnnouncement: {
    path: '/announcement/stream',
    summary: 'What stands above every page, now and whenever it changes, as server-sent events',
    tag: 'platform',
    access: 'anyone',
    contentType: 'text/event-stream; charset=utf-8',
    endless: true,
    errors: ['rate_limited'],
  },
} as const satisfies Record<string, TextSpec>;
