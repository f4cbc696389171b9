import type { Handlers } from '../handler.js';
import type { AnnouncementService } from './service.js';

export const createAnnouncementRoutes = (deps: {
  readonly announcement: AnnouncementService;
}): Handlers<'getAnnouncement' | 'setAnnouncement'> => ({
  getAnnouncement: () => ({ announcement: deps.announcement.current() }),
  setAnnouncement: ({ caller, body }) => ({
    announcement: deps.announcement.set(caller.name, body.announcement),
  }),
});
