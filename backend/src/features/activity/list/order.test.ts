import { ActivityQuery } from '@perijove/contracts';
import fc from 'fast-check';
import type { ListRow } from './rows.js';
import { listAll, listPage } from './list.js';

const row = (user: string, more: Partial<ListRow> = {}): ListRow => ({
  user,
  server: '',
  status: 'offline',
  usage: null,
  volumes: null,
  deadlineMs: null,
  lastActivityMs: null,
  score: null,
  activeHours: null,
  image: null,
  settingsOutdated: false,
  ...more,
});
const names = (rows: readonly ListRow[]): string[] => rows.map(({ user }) => user);
const ask = (query: object) => ActivityQuery.parse(query);

describe('the order of the list', () => {
  it('puts active users first unless asked otherwise', () => {
    const rows = [row('a'), row('b', { status: 'active' }), row('c', { status: 'failed' })];
    expect(names(listPage(rows, ask({})).items)).toEqual(['b', 'c', 'a']);
  });

  it.each(['asc', 'desc'])('puts users without a value last when %s', order => {
    const rows = [row('none'), row('low', { score: 1 }), row('high', { score: 99 })];
    const page = listPage(rows, ask({ sort: 'score', order }));
    expect(names(page.items)).toEqual(
      order === 'asc' ? ['low', 'high', 'none'] : ['high', 'low', 'none'],
    );
  });

  it('sorts names as users do, not as bytes', () => {
    const page = listPage([row('bob'), row('Zoe'), row('Ann')], ask({ sort: 'user' }));
    expect(names(page.items)).toEqual(['Ann', 'bob', 'Zoe']);
  });
});

describe('finding', () => {
  const rows = [
    row('Ann', { status: 'active' }),
    row('bob', { server: 'annex' }),
    row('żaneta', { status: 'active' }),
  ];
  it('looks for a part of a name in any case', () => {
    expect(names(listPage(rows, ask({ search: 'ANN' })).items)).toEqual(['Ann', 'bob']);
    expect(names(listPage(rows, ask({ search: 'ŻAN' })).items)).toEqual(['żaneta']);
  });
  it('narrows to a status and counts what matches', () => {
    expect(listPage(rows, ask({ status: 'active', limit: 1 })).total).toBe(2);
  });
  it('narrows to labs that wait for new rules, on the page and in the file', () => {
    const behind = [...rows, row('cy', { status: 'active', settingsOutdated: true })];
    expect(names(listPage(behind, ask({ outdated: 'true' })).items)).toEqual(['cy']);
    expect(names(listAll(behind, ask({ outdated: 'true' })))).toEqual(['cy']);
    expect(listPage(behind, ask({ outdated: 'false' })).total).toBe(4);
  });
});

describe('pages', () => {
  it('show all users exactly once in every order, also among equals', () => {
    const value = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40 }),
        fc.constantFrom('user', 'score', 'status', 'lastActivity'),
        fc.constantFrom('asc', 'desc'),
        fc.integer({ min: 1, max: 7 }),
        (values, sort, order, limit) => {
          const rows = values.map((score, n) => row(`user-${n}`, { score, lastActivityMs: score }));
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = listPage(rows, ask({ sort, order, limit, cursor }));
            seen.push(...names(page.items));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect([...seen].sort()).toEqual(names(rows).sort());
          expect(new Set(seen).size).toBe(rows.length);
          expect(seen).toEqual(names(listPage(rows, ask({ sort, order, limit: 200 })).items));
        },
      ),
    );
  });

  it('go on behind the longest name there can be', () => {
    const rows = ['a', 'b'].map(letter => row(letter.repeat(255), { server: 'ż'.repeat(255) }));
    const first = listPage(rows, ask({ sort: 'user', limit: 1 }));
    const rest = listPage(rows, ask({ sort: 'user', limit: 1, cursor: first.nextCursor }));
    expect(names(rest.items)).toEqual(['b'.repeat(255)]);
  });

  it('go on behind a line that is gone by now', () => {
    const rows = ['a', 'b', 'c', 'd'].map(name => row(name));
    const first = listPage(rows, ask({ sort: 'user', limit: 2 }));
    const cursor = first.nextCursor ?? '';
    const rest = listPage(
      rows.filter(({ user }) => user !== 'b'),
      ask({ sort: 'user', cursor }),
    );
    expect(names(rest.items)).toEqual(['c', 'd']);
  });

  it.each(['', 'garbage', 'e30', Buffer.from('{"sort":"evil"}').toString('base64url')])(
    'are refused for the cursor %j',
    cursor => {
      expect(() => listPage([], ask({ cursor }))).toThrow('Start again with the first page');
    },
  );

  it('are refused for the cursor of another order', () => {
    const rows = ['a', 'b'].map(name => row(name));
    const cursor = listPage(rows, ask({ sort: 'user', limit: 1 })).nextCursor ?? '';
    expect(() => listPage(rows, ask({ sort: 'user', order: 'desc', cursor }))).toThrow(
      'another order',
    );
  });
});
