import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import type { Namespace } from './i18n';
import { loadTexts } from './locales';
import { ErrorPage } from './layout/ErrorPage';
import { AppLayout } from './layout/AppLayout';
import { HomePage } from './pages/home/HomePage';
import { NotFoundPage } from './pages/not-found/NotFoundPage';

/** A page with its texts, loaded together. */
const page =
  (load: () => Promise<ComponentType>, ...namespaces: readonly Namespace[]) =>
  async () => {
    const [Component] = await Promise.all([load(), loadTexts(namespaces)]);
    return { Component };
  };

/** The pages and their paths below the service's prefix. All but Home load when visited. */
export const createRouter = (basePath: string) =>
  createBrowserRouter(
    [
      {
        element: <AppLayout />,
        errorElement: <ErrorPage />,
        hydrateFallbackElement: <></>,
        children: [
          {
            errorElement: <ErrorPage />,
            children: [
              { index: true, element: <HomePage /> },
              {
                path: 'volumes',
                lazy: page(
                  async () => (await import('./pages/volumes/VolumesPage')).VolumesPage,
                  'volumes',
                ),
              },
              {
                path: 'notifications',
                lazy: page(
                  async () =>
                    (await import('./pages/notifications/NotificationsPage')).NotificationsPage,
                  'notifications',
                ),
              },
              {
                path: 'activity',
                lazy: page(
                  async () => (await import('./pages/activity/ActivityPage')).ActivityPage,
                  'activity',
                ),
              },
              {
                path: 'users',
                lazy: page(
                  async () => (await import('./pages/users/UsersPage')).UsersPage,
                  'users',
                ),
              },
              {
                path: 'groups',
                lazy: page(
                  async () => (await import('./pages/groups/GroupsPage')).GroupsPage,
                  'groups',
                ),
              },
              {
                path: 'health',
                lazy: page(
                  async () => (await import('./pages/health/HealthPage')).HealthPage,
                  'health',
                ),
              },
              {
                path: 'settings',
                lazy: page(
                  async () => (await import('./pages/settings/SettingsPage')).SettingsPage,
                  'settings',
                ),
              },
              {
                path: 'audit-log',
                lazy: page(
                  async () => (await import('./pages/audit-log/AuditLogPage')).AuditLogPage,
                  'audit-log',
                ),
              },
              {
                path: 'account',
                lazy: page(
                  async () => (await import('./pages/account/AccountPage')).AccountPage,
                  'account',
                ),
              },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
    { basename: basePath },
  );
