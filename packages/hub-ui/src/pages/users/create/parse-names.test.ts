import { parseNames } from './parse-names';

it.each([
  ['nothing', '  \n ', []],
  ['one per line', 'ada\n grace \r\nlin', ['ada', 'grace', 'lin']],
  ['commas on one line', 'ada, grace;lin\tmax', ['ada', 'grace', 'lin', 'max']],
  ['a table', 'name,mail\nada,ada@example.org\ngrace,', ['ada', 'grace']],
  ['a table of a spreadsheet', '\uFEFFUsername;Group\r\nada;a\r\ngrace;b', ['ada', 'grace']],
  ['quotes', '"ada",x\n"o""neil",y', ['ada', 'o"neil']],
  ['capitals and composed letters', 'Ada\nZoe\u0308', ['ada', 'zoë']],
  ['Turkish capitals', '\u0130pek', ['ipek']],
  ['a person called user', 'user', ['user']],
])('reads %s', (_what, text, names) => {
  expect(parseNames(text).names).toEqual(names);
});

it('takes a name once, and says which stood there twice', () => {
  expect(parseNames('ada\nAda\ngrace\nada')).toEqual({ names: ['ada', 'grace'], twice: ['ada'] });
});

it('reads ten thousand lines', () => {
  const text = Array.from({ length: 10_000 }, (_, n) => `user-${n},x`).join('\n');
  expect(parseNames(text).names).toHaveLength(10_000);
});
