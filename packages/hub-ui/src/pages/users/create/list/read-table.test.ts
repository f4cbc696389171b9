import { readTable } from './read-table';

const rowsOf = (text: string) => readTable(text).rows;

it.each<[string, string, string, string[][]]>([
  ['nothing', '  \n ', 'names', []],
  ['one per line', 'ada\n grace \r\nlin', 'names', [['ada'], ['grace'], ['lin']]],
  ['commas on one line', 'ada, grace,lin', 'names', [['ada'], ['grace'], ['lin']]],
  ['semicolons on one line', 'ada; grace;', 'names', [['ada'], ['grace']]],
  ['commas at the ends', 'ada,\ngrace,\nlin,', 'names', [['ada'], ['grace'], ['lin']]],
  ['quotes around names', '"ada"\n"o""neil"', 'names', [['ada'], ['o"neil']]],
  [
    'a separator in quotes',
    'Student,ID\n"Lee, Ann",7\n',
    'table',
    [
      ['Student', 'ID'],
      ['Lee, Ann', '7'],
    ],
  ],
  [
    'a line break in quotes',
    'name;note\nada;"two\nlines"',
    'table',
    [
      ['name', 'note'],
      ['ada', 'two\nlines'],
    ],
  ],
  [
    'semicolons, with commas inside',
    'a;b\n1,5;2,5\n3,5;4,5',
    'table',
    [
      ['a', 'b'],
      ['1,5', '2,5'],
      ['3,5', '4,5'],
    ],
  ],
  [
    'tabs',
    'a\tb c\nd\te, f',
    'table',
    [
      ['a', 'b c'],
      ['d', 'e, f'],
    ],
  ],
  [
    'the separator that a spreadsheet names',
    'sep=;\r\na;b\r\nc;d',
    'table',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'the line of PowerShell',
    '#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n"Name","SamAccountName"\r\n"Ann","ann"\r\n',
    'table',
    [
      ['Name', 'SamAccountName'],
      ['Ann', 'ann'],
    ],
  ],
  [
    'one line that is wider than the others',
    'a,b\nc,d\ne,f,g',
    'table',
    [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f', 'g'],
    ],
  ],
  [
    'the head of a message',
    'To: "Lee, Ann" <ann@example.org>; Bob <bob@example.org>,\n cat@example.org',
    'addresses',
    [
      ['ann@example.org', 'Lee, Ann'],
      ['bob@example.org', 'Bob'],
      ['cat@example.org', ''],
    ],
  ],
  ['a quote that never ends', 'a,b\n"c,d\ne,f', 'table', [['a', 'b'], ['c,d\ne,f']]],
])('reads %s', (_what, text, kind, rows) => {
  expect(readTable(text)).toMatchObject({ kind, rows });
});

it('reads ten thousand lines, and the widest of them, at once', () => {
  const line = `ada,${'x,'.repeat(60)}x`;
  const begin = performance.now();
  expect(rowsOf(Array.from({ length: 10_000 }, () => line).join('\n'))).toHaveLength(10_000);
  expect(rowsOf('<a@b> '.repeat(50_000)).length).toBeGreaterThan(0);
  expect(performance.now() - begin).toBeLessThan(10_000);
});
