import { programsFrom } from './programs.js';

const Titles = ['PID', 'PGID', 'TPGID', 'ELAPSED', 'TIME'];

it('takes those in the foreground of a terminal out of the table', () => {
  const Processes = [
    ['100', '100', '-1', '900', '30'],
    ['200', '200', '210', '800', '1'],
    ['210', '210', '210', '60', '7'],
    ['211', '210', '210', '2', '0'],
    ['220', '220', '210', '70', '9'],
  ];
  expect(programsFrom({ Titles, Processes })).toEqual([
    { pid: 210, ageMs: 60_000, cpuMs: 7000 },
    { pid: 211, ageMs: 2000, cpuMs: 0 },
  ]);
});

it('finds none in a container that has just ended', () => {
  expect(programsFrom({ Titles, Processes: null })).toEqual([]);
});

it.each([
  ['no table', null],
  ['other columns', { Titles: ['PID', 'USER'], Processes: [['1', 'root']] }],
  ['long words', { Titles, Processes: [['1', '1', '1', '1', 'x'.repeat(40)]] }],
])('tells nothing from %s', (_name, answer) => {
  expect(programsFrom(answer)).toBeNull();
});

it('leaves out a line that holds no numbers', () => {
  expect(programsFrom({ Titles, Processes: [['1', '1', '1', 'x', '1']] })).toEqual([]);
});
