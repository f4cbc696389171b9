import { isAlive, parseIdentity, parseStat } from './identity.js';
import { membersOf, memoryOf, parseTime, readProcessTable } from './process-table.js';

describe('who a process is', () => {
  const line = '42 (a) b (x) S 7 42 42 0 -1 4194304 113 0 0 0 3 4 5 6 20 0 1 0 241546 2654208';

  it('is read from its line, whatever its name', () => {
    expect(parseStat(line)?.fields[0]).toBe('S');
    expect(parseIdentity(line)).toEqual({ pid: 42, startedAt: '241546' });
  });

  it('is read from ps as well', () => {
    expect(parseIdentity('42 ps Sun Nov 22 00:30:24 2026\n')).toEqual({
      pid: 42,
      startedAt: 'Sun Nov 22 00:30:24 2026',
    });
  });

  it.each(['', 'nonsense', '(x) S'])('is not read from %j', text => {
    expect(parseIdentity(text)).toBeNull();
  });

  it('is not mistaken for a later one with the same number', () => {
    expect(isAlive({ pid: process.pid, startedAt: '1' })).toBe(false);
    expect(isAlive({ pid: 999_999_999, startedAt: '1' })).toBe(false);
  });
});

describe('the processes of a lab', () => {
  const row = (pid: number, parent: number, session: number) => ({
    pid,
    parent,
    session,
    cpuMicros: 1,
    ageMs: 1,
    foreground: false,
  });
  const pids = (rows: readonly { pid: number }[]) =>
    rows.map(({ pid }) => pid).sort((a, b) => a - b);
  const leader = { pid: 10, startedAt: '1' };

  it('are those of its session and their descendants in other sessions', () => {
    const table = [
      row(1, 0, 1),
      row(10, 1, 10),
      row(11, 10, 10),
      row(20, 11, 20),
      row(21, 20, 20),
      row(30, 1, 30),
    ];
    expect(pids(membersOf(leader, table))).toEqual([10, 11, 20, 21]);
  });

  it('are found when the first of them is gone', () => {
    expect(pids(membersOf(leader, [row(1, 0, 1), row(11, 1, 10), row(12, 11, 12)]))).toEqual([
      11, 12,
    ]);
  });

  it('stand in the table of this machine with time and memory', () => {
    const self = readProcessTable().find(({ pid }) => pid === process.pid);
    expect(self?.parent).toBe(process.ppid);
    expect(self?.cpuMicros).toBeGreaterThan(0);
    expect(Math.abs((self?.ageMs ?? 0) - process.uptime() * 1000)).toBeLessThan(5000);
    expect(memoryOf(process.pid)).toBeGreaterThan(1e6);
    expect(memoryOf(999_999_999)).toBe(0);
  });

  it.each([
    ['0:01.50', 1.5e6],
    ['1:00:00', 3600e6],
    ['2-01:00:03', 176_403e6],
  ])('have used %s', (text, micros) => {
    expect(parseTime(text)).toBe(micros);
  });
});
