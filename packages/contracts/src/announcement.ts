import { z } from 'zod';
import { PlainText } from './identity.js';
import { Instant } from './time.js';

/** The look of an announcement. */
export const AnnouncementVariant = z
  .enum(['info', 'success', 'warning', 'danger'])
  .meta({ id: 'AnnouncementVariant' });
export type AnnouncementVariant = z.infer<typeof AnnouncementVariant>;

/** The most characters of an announcement. */
export const MOST_ANNOUNCED = 280;

const message = PlainText.trim().min(1).max(MOST_ANNOUNCED).describe('Plain text');

/** What stands above every page until somebody takes it down or its time is over. */
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
