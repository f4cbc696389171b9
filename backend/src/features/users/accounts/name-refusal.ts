import type { AccountRules } from '@perijove/contracts';
import { isPlainName } from '@perijove/contracts/plain-text';
import { strings } from '@perijove/contracts/strings';

/** Why no account can have a name, in the words of every door; the hub has decided that it cannot. */
export const nameRefusal = (
  name: string,
  { kept, longestName }: Pick<AccountRules, 'kept' | 'longestName'>,
): string => {
  if (!isPlainName(name)) return strings.inputs.hiddenInName;
  return kept ? strings.inputs.accountName(longestName) : strings.inputs.nameElsewhere;
};
