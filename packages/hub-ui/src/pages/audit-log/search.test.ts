import { exportPath, paramsOf, queryOf, searchOf } from './search';

it('goes into an address and comes back', () => {
  const address =
    'search=a%26b&actor=root&action=server.stop&result=failed&from=2026-03-01T08%3A00';
  expect(paramsOf(searchOf(new URLSearchParams(address))).toString()).toBe(address);
});

it('leaves out what makes no sense', () => {
  const search = searchOf(new URLSearchParams('result=great&from=soon&until=&actor=x'));
  expect(paramsOf(search).toString()).toBe('actor=x');
});

it('asks for instants, whatever the zone of this browser', () => {
  const search = searchOf(new URLSearchParams('from=2026-03-01T08%3A00'));
  expect(queryOf(search)).toEqual({ from: new Date('2026-03-01T08:00').toISOString() });
  expect(exportPath('/p/', search)).toMatch(/^\/p\/api\/v1\/audit\.csv\?from=2026-/);
});
