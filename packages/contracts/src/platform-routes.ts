import { AnnouncementRequest, AnnouncementView } from './announcement.js';
import { EventChoices, EventsPage, EventsQuery } from './events.js';
import { Preferences } from './preferences.js';
import type { RouteSpec } from './route.js';
import { ServicesView } from './services.js';
import { SettingsView } from './settings.js';
import { signInRoutes } from './sign-ins.js';

/** Routes about the platform as a whole and about oneself on it. */
export const platformRoutes = {
  ...signInRoutes,
  getSettings: {
    summary: 'Every setting with its value and where that came from, and what to know about them',
    tag: 'platform',
    access: 'admin',
    status: 200,
    response: SettingsView,
    errors: [],
  },
  getPreferences: {
    summary: 'What I wish for my notifications',
    tag: 'platform',
    access: { scopes: ['custom:perijove:preferences'], over: 'caller' },
    status: 200,
    response: Preferences,
    errors: [],
  },
  setPreferences: {
    summary: 'Wish for something else; every open page hears of it',
    tag: 'platform',
    access: { scopes: ['custom:perijove:preferences'], over: 'caller' },
    status: 200,
    body: Preferences,
    response: Preferences,
    errors: [],
  },
  getAnnouncement: {
    summary: 'What stands above every page',
    tag: 'platform',
    access: 'anyone',
    status: 200,
    response: AnnouncementView,
    errors: [],
  },
  setAnnouncement: {
    summary: 'Put an announcement up, or take it down',
    tag: 'platform',
    access: 'admin',
    status: 200,
    body: AnnouncementRequest,
    response: AnnouncementView,
    errors: [],
  },
  listServices: {
    summary: 'Other services of the hub that I may open',
    tag: 'platform',
    access: 'page',
    status: 200,
    response: ServicesView,
    errors: [],
  },
  listEvents: {
    summary: 'The audit trail, newest first',
    tag: 'events',
    access: 'admin',
    status: 200,
    query: EventsQuery,
    response: EventsPage,
    errors: [],
  },
  getEventChoices: {
    summary: 'Which actions there are to filter by, and how long events are kept',
    tag: 'events',
    access: 'admin',
    status: 200,
    response: EventChoices,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
