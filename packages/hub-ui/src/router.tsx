import { createBrowserRouter } from 'react-router';
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
                  Component: (await import('./pages/volumes/VolumesPage')).VolumesPage,
                }),
              },
              {
                path: 'notifications',
                lazy: async () => ({
                  Component: (await import('./pages/notifications/NotificationsPage'))
                    .NotificationsPage,
                }),
              },
              {
                path: 'activity',
                lazy: async () => ({
                  Component: (await import('./pages/activity/ActivityPage')).ActivityPage,
                }),
              },
              {
                path: 'users',
                lazy: async () => ({
                  Component: (await import('./pages/users/UsersPage')).UsersPage,
                }),
              },
              {
                path: 'groups',
                lazy: async () => ({
                  Component: (await import('./pages/groups/GroupsPage')).GroupsPage,
                }),
              },
              {
                path: 'health',
                lazy: async () => ({
                  Component: (await import('./pages/health/HealthPage')).HealthPage,
                }),
              },
              {
                path: 'settings',
                lazy: async () => ({
                  Component: (await import('./pages/settings/SettingsPage')).SettingsPage,
                }),
              },
              {
                path: 'audit-log',
                lazy: async () => ({
                  Component: (await import('./pages/audit-log/AuditLogPage')).AuditLogPage,
                }),
              },
              {
                path: 'account',
                lazy: async () => ({
                  Component: (await import('./pages/account/AccountPage')).AccountPage,
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
