import type { ServerView } from '@perijove/contracts';
import { t } from '../../i18n';

/** What a fresh container would change for this running server, as text; null when nothing. */
export const outdatedText = ({
  phase,
  imageOutdated = false,
  settingsOutdated = false,
}: Pick<ServerView, 'phase' | 'imageOutdated' | 'settingsOutdated'>): string | null => {
  if (phase !== 'running' || !(imageOutdated || settingsOutdated)) return null;
  if (imageOutdated && settingsOutdated) return t('home:outdated.both');
  return imageOutdated ? t('home:outdated.image') : t('home:outdated.rules');
};
