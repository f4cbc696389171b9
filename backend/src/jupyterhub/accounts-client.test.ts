import type { Answered } from '../outgoing/exchange.js';
import { answered, fakeHubApi } from '../../test/helpers/hub-api.js';
import { createAccountsClient } from './accounts-client.js';
import { AccountRefusal } from './accounts-port.js';

const account = (name: string, authorized = true) => ({
  name,
  authorized,
  email: null,
  two_factor: false,
  must_change_password: false,
});
const page = (names: readonly string[], more: boolean) => ({
  kept: true,
  sign_up: true,
  open_sign_up: false,
  minimum_password_length: 8,
  longest_name: 64,
  accounts: names.map(name => account(name)),
  more,
});

const clientWith = (answer: (path: string) => Answered) => {
  const api = fakeHubApi(({ path }) => answer(path));
  return { client: createAccountsClient({ api }), asked: api.asked };
};

it('reads all pages', async () => {
  const { client, asked } = clientWith(path =>
    answered(200, path.endsWith('after=') ? page(['ä', 'b&c'], true) : page(['z'], false)),
  );
  const { accounts, rules } = await client.all();
  expect(accounts.map(({ name }) => name)).toEqual(['ä', 'b&c', 'z']);
  expect(rules).toEqual({
    kept: true,
    signUp: true,
    approval: true,
    minimumPasswordLength: 8,
    longestName: 64,
  });
  expect(asked[1]?.path).toBe('/perijove/accounts?after=b%26c');
});

it('understands that accounts are kept elsewhere', async () => {
  const { client } = clientWith(() => answered(200, { kept: false }));
  expect(await client.all()).toMatchObject({ rules: { kept: false }, accounts: [] });
});

it('sends no password where none are kept', async () => {
  const answer = { name: 'a', account: null, user: { name: 'a', admin: false } };
  const { client, asked } = clientWith(() => answered(201, answer));
  await client.create({ name: 'a', password: null, admin: false, mustChangePassword: true });
  expect(asked[0]?.body).toEqual({ name: 'a', admin: false });
});

it('asks how names are spelled, and takes no answer for fewer', async () => {
  const names = [{ name: 'ada', may_be: true }];
  const { client, asked } = clientWith(() => answered(200, { names }));
  expect(await client.names(['Ada'])).toEqual([{ name: 'ada', mayBe: true }]);
  expect(asked[0]).toMatchObject({ path: '/perijove/account-names', body: { names: ['Ada'] } });
  await expect(client.names(['a', 'b'])).rejects.toMatchObject({ code: 'hub_unavailable' });
});

it('passes a refusal on with its code', async () => {
  const { client } = clientWith(() =>
    answered(409, { code: 'last_administrator', message: 'The last one.' }),
  );
  await expect(client.change('a/b', { admin: false })).rejects.toEqual(
    new AccountRefusal('last_administrator', 'The last one.'),
  );
});

it.each([
  ['an error of the hub', () => answered(500, { status: 500 })],
  ['a page instead of an answer', () => answered(502, '<html>')],
  ['a token that the hub no longer knows', () => answered(403, { status: 403 })],
  [
    'no answer',
    () => {
      throw new Error('nobody there');
    },
  ],
])('takes %s for a hub that is away', async (_what, answer) => {
  const { client } = clientWith(answer);
  await expect(client.discard('a')).rejects.toMatchObject({ code: 'hub_unavailable' });
});
