import type { ServerView } from '@perijove/contracts';
import { strings } from './strings';

/** What a fresh container would change for this running server, as text; null when nothing. */
export const outdatedText = ({
  phase,
  imageOutdated = false,
  rulesOutdated = false,
}: Pick<ServerView, 'phase' | 'imageOutdated' | 'rulesOutdated'>): string | null => {
  if (phase !== 'running' || !(imageOutdated || rulesOutdated)) return null;
  if (imageOutdated && rulesOutdated) return strings.outdated.both;
  return imageOutdated ? strings.outdated.image : strings.outdated.rules;
};
