import { ApiError, type Client } from '@perijove/contracts/client';
import { errorMessageOf } from '../../../components/problem';

/** A group that was not filled, and why. */
export interface GroupFailure {
  readonly group: string;
  readonly message: string;
}

/** Adds new users to a group, which is made where there is none. Tells why not; never throws. */
export const addToGroup = async (
  client: Client,
  group: string,
  add: readonly string[],
): Promise<GroupFailure | null> => {
  const put = (): Promise<unknown> =>
    client('putMembers', { params: { group }, body: { add: [...add] } });
  try {
    try {
      await put();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'group_not_found') throw error;
      await client('putGroup', { params: { group }, body: {} });
      await put();
    }
    return null;
  } catch (error) {
    return { group, message: errorMessageOf(error) };
  }
};
