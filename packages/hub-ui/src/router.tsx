import { createBrowserRouter } from 'react-router';
import { withTexts } from './i18n';
import { ErrorPage } from './layout/ErrorPage';
import { AppLayout } from './layout/AppLayout';
import { HomePage } from './pages/home/HomePage';
import { NotFoundPage } from './pages/not-found/NotFoundPage';

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
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/volumes/VolumesPage')).VolumesPage,
                    'volumes',
                  ),
                }),
              },
              {
                path: 'notifications',
                lazy: async () => ({
                  Component: await withTexts(
                    async () =>
                      (await import('./pages/notifications/NotificationsPage')).NotificationsPage,
                    'notifications',
                  ),
                }),
              },
              {
                path: 'activity',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/activity/ActivityPage')).ActivityPage,
                    'activity',
                    'notifications',
                  ),
                }),
              },
              {
                path: 'users',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/users/UsersPage')).UsersPage,
                    'users',
                  ),
                }),
              },
              {
                path: 'groups',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/groups/GroupsPage')).GroupsPage,
                    'groups',
                  ),
                }),
              },
              {
                path: 'health',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/health/HealthPage')).HealthPage,
                    'health',
                  ),
                }),
              },
              {
                path: 'settings',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/settings/SettingsPage')).SettingsPage,
                    'settings',
                  ),
                }),
              },
              {
                path: 'audit-log',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/audit-log/AuditLogPage')).AuditLogPage,
                    'audit-log',
                  ),
                }),
              },
              {
                path: 'account',
                lazy: async () => ({
                  Component: await withTexts(
                    async () => (await import('./pages/account/AccountPage')).AccountPage,
                    'account',
                  ),
                }),
              },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
    { basename: basePath },
  );
