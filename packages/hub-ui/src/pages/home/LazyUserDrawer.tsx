import { lazy, Suspense, type ComponentProps } from 'react';
import { withTexts } from '../../i18n';
import type { UserDrawer } from '../activity/user/UserDrawer';

const Drawer = lazy(async () => ({
  default: await withTexts(
    async () => (await import('../activity/user/UserDrawer')).UserDrawer,
    'activity',
  ),
}));

/** The history of a user, loaded when it is opened. */
export const LazyUserDrawer = (props: ComponentProps<typeof UserDrawer>) => (
  <Suspense fallback={null}>
    <Drawer {...props} />
  </Suspense>
);
