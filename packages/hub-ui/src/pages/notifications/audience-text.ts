import type { Audience } from '@perijove/contracts';
import { formatList } from '../../format/list';
import { t } from '../../i18n';

const MOST_NAMED = 3;

/** An audience as text. */
export const audienceText = (audience: Audience): string => {
  switch (audience.to) {
    case 'all':
      return t('notifications:audience.all');
    case 'active':
      return t('notifications:audience.active');
    case 'users':
      return audience.users.length <= MOST_NAMED
        ? formatList(audience.users)
        : t('notifications:audience.count', { count: audience.users.length });
    case 'groups':
      return formatList(audience.groups);
  }
};
