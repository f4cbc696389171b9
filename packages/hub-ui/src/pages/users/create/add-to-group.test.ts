import { ApiError, type Client } from '@perijove/contracts/client';
import { addToGroup } from './add-to-group';

/** A client that answers with these in turn, and keeps what it was asked. */
const answering = (...answers: readonly (ApiError | null)[]) => {
  const asked: [string, unknown][] = [];
  const client = ((name: string, args: unknown) => {
    asked.push([name, args]);
    const answer = answers[asked.length - 1] ?? null;
    return answer === null ? Promise.resolve({}) : Promise.reject(answer);
  }) as Client;
  return { client, asked };
};
const noGroup = new ApiError('group_not_found', 'There is no group A.', 404, null);
const members = ['putMembers', { params: { group: 'A' }, body: { add: ['ann'] } }];

it('fills a group that is there', async () => {
  const { client, asked } = answering();
  expect(await addToGroup(client, 'A', ['ann'])).toBeNull();
  expect(asked).toEqual([members]);
});

it('makes a group that is not, with no limits of its own', async () => {
  const { client, asked } = answering(noGroup);
  expect(await addToGroup(client, 'A', ['ann'])).toBeNull();
  expect(asked).toEqual([members, ['putGroup', { params: { group: 'A' }, body: {} }], members]);
});

it('tells why a group was not filled', async () => {
  const refused = new ApiError('forbidden', 'You do not look after A.', 403, null);
  const { client } = answering(refused);
  expect(await addToGroup(client, 'A', ['ann'])).toEqual({
    group: 'A',
    message: expect.stringContaining('You do not look after A.') as string,
  });
});
