import type { z } from 'zod';
import { ActivityExportQuery } from './activity.js';
import { EventsExportQuery } from './events.js';
import type { ErrorCode } from './errors.js';
import type { Access } from './route.js';

/** What the wire says about an endpoint that answers text and not JSON; always GET. */
export interface TextSpec {
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly contentType: string;
  readonly query?: z.ZodType;
  /** The answer goes on until the reader leaves or is sent away. */
  readonly endless?: true;
  readonly errors: readonly ErrorCode[];
}

/** Endpoints for other programs, such as spreadsheets, and for pages that nobody signed in to. */
export const texts = {
  getMetrics: {
    path: '/metrics',
    summary: 'Figures of the platform for Prometheus',
    tag: 'platform',
    access: { scopes: ['read:metrics'], over: 'all' },
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    errors: [],
  },
  exportActivity: {
    path: '/activity.csv',
    summary: 'Every person that matches, as CSV',
    tag: 'activity',
    access: { scopes: ['list:users', 'read:users'], over: 'users' },
    contentType: 'text/csv; charset=utf-8',
    query: ActivityExportQuery,
    errors: [],
  },
  watchAnnouncement: {
    path: '/announcement/stream',
    summary: 'What stands above every page, now and whenever it changes, as server-sent events',
    tag: 'platform',
    access: 'anyone',
    contentType: 'text/event-stream; charset=utf-8',
    endless: true,
    errors: ['rate_limited'],
  },
  exportEvents: {
    path: '/events.csv',
    summary: 'Every event that matches, newest first, as CSV',
    tag: 'events',
    access: 'admin',
    contentType: 'text/csv; charset=utf-8',
    query: EventsExportQuery,
    errors: [],
  },
} as const satisfies Record<string, TextSpec>;

/** The name of an endpoint that answers text. */
export type TextName = keyof typeof texts;

/** The type of the table, for type-only imports. */
export type Texts = typeof texts;
