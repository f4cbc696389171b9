import type { ServerView } from '@perijove/contracts';
import { strings } from './strings';

/** What a fresh container would change for this running server, as text; null when nothing. */
export const outdatedText = ({
  phase,
  imageOutdated = false,
  settingsOutdated = false,
}: Pick<ServerView, 'phase' | 'imageOutdated' | 'settingsOutdated'>): string | null => {
  if (phase !== 'running' || !(imageOutdated || settingsOutdated)) return null;
  if (imageOutdated && settingsOutdated) return strings.outdated.both;
  return imageOutdated ? strings.outdated.image : strings.outdated.rules;
};
