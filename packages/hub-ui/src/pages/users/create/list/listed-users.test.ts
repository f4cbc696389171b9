import { columnsOf, holdsAddresses } from './columns';
import { listUsers, membersOf, withRefusals, type ColumnChoice } from './listed-users';
import { readTable } from './read-table';

const here = { kept: true, longestName: 64 };
const read = (text: string, selectedIds: Partial<ColumnChoice> = {}, spelling = here) => {
  const table = readTable(text);
  const columns = columnsOf(table, selectedIds.headings);
  const { headings, names, groups } = columns;
  const choice: ColumnChoice = {
    headings,
    names,
    groups: groups[0] ?? null,
    beforeAt: false,
    ...selectedIds,
  };
  return { table, columns, users: listUsers(table, choice, spelling) };
};
const namesOf = (text: string, selectedIds: Partial<ColumnChoice> = {}) =>
  read(text, selectedIds).users.flatMap(({ name, problem }) => (problem === null ? [name] : []));

it.each<[string, string, string[]]>([
  ['names', 'ada\nGrace', ['ada', 'grace']],
  ['a heading above names', 'Username\nada', ['ada']],
  ['a user called user', 'user', ['user']],
  ['a table of a spreadsheet', 'Username;Group\r\nada;a\r\ngrace;b', ['ada', 'grace']],
  ['a table of names and addresses', 'name,mail\nada,ada@example.org\ngrace,', ['ada', 'grace']],
  ['composed letters', 'Ada\nZoe\u0308\n\u0130pek', ['ada', 'zo\u00eb', 'ipek']],
  [
    'the participants of Moodle',
    '"First name","Last name","Email address",Groups\nAnn,Lee,ann@example.org,"A, B"\nBob,Ray,bob@example.org,',
    ['ann@example.org', 'bob@example.org'],
  ],
  [
    'the gradebook of Canvas',
    'Student,ID,SIS User ID,SIS Login ID,Section,Essay (12)\n    Points Possible,,,,,10\n"Lee, Ann",7,S7,alee,Bio 1,9\n"Ray, Bob",8,S8,bray,Bio 2,8',
    ['alee', 'bray'],
  ],
  [
    'the contacts of Google',
    'First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\nAnn,,Lee,* myContacts ::: Class A,* Work,ann@example.org',
    ['ann@example.org'],
  ],
  [
    'the users of a directory',
    '#TYPE Microsoft.ActiveDirectory.Management.ADUser\n"DistinguishedName","Enabled","GivenName","Name","SamAccountName","UserPrincipalName"\n"CN=Ann Lee,DC=x","True","Ann","Ann Lee","alee","alee@x.org"',
    ['alee'],
  ],
  ['full names beside what they sign in with', 'First name,Code\nAnn,a7\nBob,b8', ['a7', 'b8']],
  ['full names alone, with no heading among them', 'First name,Last name\nAnn,Lee', ['ann']],
  [
    'headings that explain themselves',
    'First Name [Required],Email Address [Required]\nAnn,ann@example.org',
    ['ann@example.org'],
  ],
  [
    'a message with last names first',
    'Lee, Ann <ann@example.org>; Ray, Bob <bob@example.org>',
    ['ann@example.org', 'bob@example.org'],
  ],
  [
    'a spreadsheet with a letter that only Windows has, told by its separator',
    'sep=;\nName;Benutzername;Klasse\nMüller, Jörg;jmüller;7b',
    ['jmüller'],
  ],
  [
    'headings of a language that nobody told us',
    'Vorname;Netzpost\nAnn;ann@example.org\nBob;bob@example.org',
    ['ann@example.org', 'bob@example.org'],
  ],
  ['no headings', 'Ann Lee,alee\nBob Ray,bray', ['alee', 'bray']],
  [
    'the head of a message',
    'Ann <ann@example.org>; bob@example.org',
    ['ann@example.org', 'bob@example.org'],
  ],
])('finds the names in %s', (_what, text, names) => {
  expect(namesOf(text)).toEqual(names);
});

it('takes another column when it is told to, and the part before the @', () => {
  const text = 'Name,Mail\nann lee,Ann.Lee@example.org\nbob,bob@else.org';
  expect(namesOf(text, { names: 1, beforeAt: true })).toEqual(['ann.lee', 'bob']);
  expect(namesOf('alee,x\nbray,y', { headings: true })).toEqual(['bray']);
  const { table, columns } = read('Mail\na@x.org\nb@x.org');
  expect(holdsAddresses(table, columns, columns.names)).toBe(true);
});

it('says what is wrong with each, and who it is', () => {
  const { users } = read(
    'Name;Login\nAnn;ann\nBob;b b\nCat;\nAnn again;ANN\nDan;taken\nEve;o\u2019neil',
  );
  const answered = withRefusals(users, [{ given: 'taken', name: 'taken', reason: 'name_taken' }]);
  expect(answered.map(({ otherCells, problem }) => [otherCells, problem])).toEqual([
    ['Ann', null],
    ['Bob', { kind: 'character', character: ' ' }],
    ['Cat', { kind: 'empty' }],
    ['Ann again', { kind: 'twice' }],
    ['Dan', { kind: 'name_taken' }],
    ['Eve', { kind: 'character', character: '\u2019' }],
  ]);
});

it('leaves the spelling to a hub that keeps its accounts elsewhere', () => {
  const { users } = read('Ann Lee\nann lee', {}, { kept: false, longestName: 255 });
  expect(users.map(({ name, problem }) => [name, problem])).toEqual([
    ['Ann Lee', null],
    ['ann lee', null],
  ]);
});

it('makes groups of a column, and never fills one that has power over the host', () => {
  const { users } = read(
    'Login,Groups\nann,"A, B"\nbob,B ::: * myContacts\ncat,docker-sock\ndan,a/b\nann,A\nb b,A',
  );
  expect(Object.fromEntries(membersOf(users))).toEqual({
    A: ['ann'],
    B: ['ann', 'bob'],
    myContacts: ['bob'],
  });
  expect(users.map(({ skippedGroups }) => skippedGroups)).toEqual([
    [],
    [],
    ['docker-sock'],
    ['a/b'],
    [],
    [],
  ]);
});
