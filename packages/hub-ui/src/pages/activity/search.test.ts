import { exportPath, paramsOf, queryOf, searchOf, sortedBy } from './search';

const usual = searchOf(new URLSearchParams());

it('begins with the usual view, which needs no address', () => {
  expect(usual).toEqual({
    sort: 'status',
    order: 'asc',
    text: '',
    status: null,
    outdated: false,
    limit: 50,
  });
  expect(paramsOf(usual).toString()).toBe('');
});

it('survives the way through the address', () => {
  const search = {
    sort: 'memory',
    order: 'desc',
    text: 'ada & co',
    status: 'active',
    outdated: true,
    limit: 200,
  } as const;
  expect(searchOf(new URLSearchParams(paramsOf(search).toString()))).toEqual(search);
});

it.each(['sort=toString', 'status=gone', 'rows=100000', 'order=sideways'])(
  'leaves out nonsense: %s',
  address => {
    expect(searchOf(new URLSearchParams(address))).toEqual(usual);
  },
);

it('asks the service only for what was chosen', () => {
  expect(queryOf(usual, undefined)).toEqual({ sort: 'status', order: 'asc', limit: 50 });
  expect(queryOf({ ...usual, text: 'a', status: 'failed' }, 'c1')).toEqual({
    sort: 'status',
    order: 'asc',
    limit: 50,
    search: 'a',
    status: 'failed',
    cursor: 'c1',
  });
  expect(queryOf({ ...usual, outdated: true }, undefined)).toMatchObject({ outdated: 'true' });
});

it('turns the order on a second click, and shows the largest numbers first', () => {
  const byCpu = sortedBy(usual, 'cpu');
  expect(byCpu).toMatchObject({ sort: 'cpu', order: 'desc' });
  expect(sortedBy(byCpu, 'cpu')).toMatchObject({ sort: 'cpu', order: 'asc' });
  expect(sortedBy(byCpu, 'user')).toMatchObject({ sort: 'user', order: 'asc' });
});

it('leads to a file of the same rows, pages or not', () => {
  expect(exportPath('/p/', { ...usual, text: 'ada & co', status: 'failed', limit: 25 })).toBe(
    '/p/api/v1/activity.csv?sort=status&order=asc&search=ada+%26+co&status=failed',
  );
  expect(exportPath('/p/', { ...usual, outdated: true })).toBe(
    '/p/api/v1/activity.csv?sort=status&order=asc&outdated=true',
  );
});
