import { ActivityQuery } from '@perijove/contracts';
import fc from 'fast-check';
import type { Line } from './rows.js';
import { listAll, listPage } from './list.js';

const line = (user: string, more: Partial<Line> = {}): Line => ({
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
  rulesOutdated: false,
  ...more,
});
const names = (lines: readonly Line[]): string[] => lines.map(({ user }) => user);
const ask = (query: object) => ActivityQuery.parse(query);

describe('the order of the list', () => {
  it('puts active people first unless asked otherwise', () => {
    const lines = [line('a'), line('b', { status: 'active' }), line('c', { status: 'failed' })];
    expect(names(listPage(lines, ask({})).lines)).toEqual(['b', 'c', 'a']);
  });

  it.each(['asc', 'desc'])('puts people without a value last when %s', order => {
    const lines = [line('none'), line('low', { score: 1 }), line('high', { score: 99 })];
    const page = listPage(lines, ask({ sort: 'score', order }));
    expect(names(page.lines)).toEqual(
      order === 'asc' ? ['low', 'high', 'none'] : ['high', 'low', 'none'],
    );
  });

  it('sorts names as people do, not as bytes', () => {
    const page = listPage([line('bob'), line('Zoe'), line('Ann')], ask({ sort: 'user' }));
    expect(names(page.lines)).toEqual(['Ann', 'bob', 'Zoe']);
  });
});

describe('finding', () => {
  const lines = [
    line('Ann', { status: 'active' }),
    line('bob', { server: 'annex' }),
    line('żaneta', { status: 'active' }),
  ];
  it('looks for a part of a name in any case', () => {
    expect(names(listPage(lines, ask({ search: 'ANN' })).lines)).toEqual(['Ann', 'bob']);
    expect(names(listPage(lines, ask({ search: 'ŻAN' })).lines)).toEqual(['żaneta']);
  });
  it('narrows to a status and counts what matches', () => {
    expect(listPage(lines, ask({ status: 'active', limit: 1 })).total).toBe(2);
  });
  it('narrows to labs that wait for new rules, on the page and in the file', () => {
    const behind = [...lines, line('cy', { status: 'active', rulesOutdated: true })];
    expect(names(listPage(behind, ask({ outdated: 'true' })).lines)).toEqual(['cy']);
    expect(names(listAll(behind, ask({ outdated: 'true' })))).toEqual(['cy']);
    expect(listPage(behind, ask({ outdated: 'false' })).total).toBe(4);
  });
});

describe('pages', () => {
  it('show everybody exactly once in every order, also among equals', () => {
    const value = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40 }),
        fc.constantFrom('user', 'score', 'status', 'lastActivity'),
        fc.constantFrom('asc', 'desc'),
        fc.integer({ min: 1, max: 7 }),
        (values, sort, order, limit) => {
          const lines = values.map((score, n) =>
            line(`user-${n}`, { score, lastActivityMs: score }),
          );
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = listPage(lines, ask({ sort, order, limit, cursor }));
            seen.push(...names(page.lines));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect([...seen].sort()).toEqual(names(lines).sort());
          expect(new Set(seen).size).toBe(lines.length);
          expect(seen).toEqual(names(listPage(lines, ask({ sort, order, limit: 200 })).lines));
        },
      ),
    );
  });

  it('go on behind the longest name there can be', () => {
    const lines = ['a', 'b'].map(letter => line(letter.repeat(255), { server: 'ż'.repeat(255) }));
    const first = listPage(lines, ask({ sort: 'user', limit: 1 }));
    const rest = listPage(lines, ask({ sort: 'user', limit: 1, cursor: first.nextCursor }));
    expect(names(rest.lines)).toEqual(['b'.repeat(255)]);
  });

  it('go on behind a line that is gone by now', () => {
    const lines = ['a', 'b', 'c', 'd'].map(name => line(name));
    const first = listPage(lines, ask({ sort: 'user', limit: 2 }));
    const cursor = first.nextCursor ?? '';
    const rest = listPage(
      lines.filter(({ user }) => user !== 'b'),
      ask({ sort: 'user', cursor }),
    );
    expect(names(rest.lines)).toEqual(['c', 'd']);
  });

  it.each(['', 'garbage', 'e30', Buffer.from('{"sort":"evil"}').toString('base64url')])(
    'are refused for the cursor %j',
    cursor => {
      expect(() => listPage([], ask({ cursor }))).toThrow('Begin with the first page');
    },
  );

  it('are refused for the cursor of another order', () => {
    const lines = ['a', 'b'].map(name => line(name));
    const cursor = listPage(lines, ask({ sort: 'user', limit: 1 })).nextCursor ?? '';
    expect(() => listPage(lines, ask({ sort: 'user', order: 'desc', cursor }))).toThrow(
      'another order',
    );
  });
});
