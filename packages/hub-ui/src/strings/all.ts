import { strings as server } from '@perijove/contracts/strings';
import hubPages from '../../../../hub-templates/locales/en.json';
import { strings as format } from '../format/strings';
import { strings as account } from '../pages/account/strings';
import { strings as person } from '../pages/activity/user/strings';
import { strings as activity } from '../pages/activity/strings';
import { strings as eventNames } from '../pages/audit-log/action-strings';
import { strings as events } from '../pages/audit-log/strings';
import { strings as groups } from '../pages/groups/strings';
import { strings as health } from '../pages/health/strings';
import { strings as namedServers } from '../pages/home/named/strings';
import { strings as home } from '../pages/home/strings';
import { strings as notFound } from '../pages/not-found/strings';
import { strings as notifications } from '../pages/notifications/strings';
import { strings as announcement } from '../pages/settings/announcement-strings';
import { strings as settings } from '../pages/settings/strings';
import { strings as users } from '../pages/users/strings';
import { strings as volumesOfAll } from '../pages/volumes/admin/strings';
import { strings as volumes } from '../pages/volumes/strings';
import { strings as parts } from '../components/strings';
import { strings as shell } from '../layout/strings';

/**
 * Every word that users read on these pages, in one place: what another language has to bring.
 * Each page imports its own part, so that it loads no other's. A test finds a part that is missing
 * here, and lint finds texts that stand outside of them. What the server says to users comes from
 * the same texts as here, and so do the texts of JupyterHub's own pages; hub/tests holds their
 * templates to it.
 */
export const allStrings = {
  account,
  activity,
  announcement,
  eventNames,
  events,
  format,
  groups,
  home,
  hubPages,
  namedServers,
  notFound,
  notifications,
  parts,
  person,
  server,
  health,
  settings,
  shell,
  users,
  volumes,
  volumesOfAll,
} as const;
