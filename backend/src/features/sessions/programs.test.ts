import { programsAtWork } from './programs.js';

const NOW = 10_000_000;
const WATCH = 300_000;
const seen = (agoMs: number, cpu: Record<number, number>) => ({
  atMs: NOW - agoMs,
  cpuMs: new Map(Object.entries(cpu).map(([pid, cpuMs]) => [Number(pid), cpuMs])),
});

it.each([
  ['nothing', [], null, { workedAtMs: null, sure: true }],
  // `sleep infinity`, at the first look.
  [
    'a sleeper',
    [{ pid: 1, ageMs: 900_000, cpuMs: 0 }],
    null,
    { workedAtMs: NOW - 900_000, sure: true },
  ],
  // `while :; do date; sleep 5; done`
  [
    'a loop',
    [
      { pid: 1, ageMs: 900_000, cpuMs: 400 },
      { pid: 9, ageMs: 3000, cpuMs: 0 },
    ],
    null,
    { workedAtMs: NOW - 3000, sure: true },
  ],
  [
    'one that has worked, perhaps long ago',
    [{ pid: 1, ageMs: 900_000, cpuMs: 5000 }],
    null,
    { workedAtMs: NOW - 900_000, sure: false },
  ],
  [
    'the same, looked at again too soon',
    [{ pid: 1, ageMs: 900_000, cpuMs: 5000 }],
    seen(60_000, { 1: 5000 }),
    { workedAtMs: NOW - 900_000, sure: false },
  ],
  [
    'the same, watched long enough',
    [{ pid: 1, ageMs: 900_000, cpuMs: 5000 }],
    seen(300_000, { 1: 5000 }),
    { workedAtMs: NOW - 900_000, sure: true },
  ],
  [
    'a download',
    [{ pid: 1, ageMs: 900_000, cpuMs: 9000 }],
    seen(300_000, { 1: 5000 }),
    { workedAtMs: NOW, sure: true },
  ],
  [
    'an editor that draws its clock',
    [{ pid: 1, ageMs: 9_000_000, cpuMs: 9000 }],
    seen(3_000_000, { 1: 7000 }),
    { workedAtMs: NOW - 9_000_000, sure: true },
  ],
  [
    'one that began since, and worked',
    [{ pid: 2, ageMs: 200_000, cpuMs: 9000 }],
    seen(300_000, { 1: 5000 }),
    { workedAtMs: NOW, sure: true },
  ],
])('tells of %s', (_name, programs, before, expected) => {
  expect(programsAtWork(programs, before, NOW, WATCH)).toMatchObject(expected);
});

it('compares with the same look until it was watched long enough', () => {
  const programs = [{ pid: 1, ageMs: 900_000, cpuMs: 5000 }];
  const before = seen(60_000, { 1: 5000 });
  expect(programsAtWork(programs, before, NOW, WATCH).seen).toBe(before);
  expect(programsAtWork(programs, seen(WATCH, { 1: 5000 }), NOW, WATCH).seen.atMs).toBe(NOW);
});

it('remembers no more than so many', () => {
  const many = Array.from({ length: 5000 }, (_, pid) => ({ pid, ageMs: 1, cpuMs: 0 }));
  expect(programsAtWork(many, null, NOW, WATCH).seen.cpuMs.size).toBe(1000);
});
