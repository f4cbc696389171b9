import type { AccountRules } from '@perijove/contracts';
import { isPlainName } from '@perijove/contracts/plain-text';
import { text, type Text } from '../../../lib/text.js';

/** Why no account can have a name, in the words of every door; the hub has decided that it cannot. */
export const nameRefusal = (
  name: string,
  { kept, longestName }: Pick<AccountRules, 'kept' | 'longestName'>,
): Text => {
  if (!isPlainName(name)) return text('inputs.hiddenInName');
  return kept ? text('inputs.accountName', { most: longestName }) : text('inputs.nameElsewhere');
};
