import type { SessionView } from '@perijove/contracts';
import { formatHours } from '../../format/duration';
import { t } from '../../i18n';

/** Why the session ends when it does, as text. */
export const reasonText = (session: SessionView): string => {
  switch (session.reason) {
    case 'idle':
      return t('home:session.reason.idle', { timeout: formatHours(session.timeoutSeconds / 3600) });
    case 'extended':
      return t('home:session.reason.extended');
    case 'max_age':
      return t('home:session.reason.max_age');
    case 'culler_disabled':
      return t('home:session.noLimitText');
    case 'not_running':
      return t('home:session.notRunning');
  }
};
