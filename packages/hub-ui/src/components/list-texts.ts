import { t } from '../i18n';
import type { ListTexts } from './ListPage';

/** Lists whose texts stand in the catalogs in the same way. */
type ListName = 'activity:' | 'groups:' | 'users:' | 'volumes:all.';

/** The texts of a list from its catalog. */
export const listTexts = (list: ListName): ListTexts => ({
  search: t(`${list}search`),
  empty: { title: t(`${list}empty.title`), text: t(`${list}empty.text`) },
  noMatch: {
    title: t(`${list}noMatch.title`),
    text: t(`${list}noMatch.text`),
    clear: t(`${list}noMatch.clear`),
  },
});
