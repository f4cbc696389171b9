import { csvOf, textOf } from './credentials';

const two = [
  { name: 'ada', password: 'red-oak-sky-tea' },
  { name: '=cmd', password: 'a,b "c"' },
];

it('writes a file that is safe to open in a spreadsheet', () => {
  expect(csvOf(two)).toBe('name,password\r\nada,red-oak-sky-tea\r\n\'=cmd,"a,b ""c"""\r\n');
});

it('writes lines to read', () => {
  expect(textOf(two)).toBe('ada  red-oak-sky-tea\n=cmd  a,b "c"\n');
});
