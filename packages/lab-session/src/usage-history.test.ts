import type { Usage } from '@perijove/contracts';
import { sparkline, UsageHistory } from './usage-history';

const sample = (second: number): Usage => ({
  at: new Date(Date.UTC(2030, 0, 1, 12, 0, second)).toISOString(),
  cpuPercent: second,
  cpuLimitCores: null,
  memoryBytes: 1,
  memoryLimitBytes: null,
});

describe('the samples', () => {
  it('are the last sixty, oldest first', () => {
    const history = new UsageHistory();
    for (let second = 0; second < 70; second += 1) history.add(sample(second));
    expect(history.all).toHaveLength(60);
    expect(history.all[0]?.cpuPercent).toBe(10);
    expect(history.latest?.cpuPercent).toBe(69);
  });

  it('have no duplicates', () => {
    const history = new UsageHistory();
    history.add(sample(2));
    history.add(sample(2));
    history.add(sample(1));
    expect(history.all).toHaveLength(1);
    history.clear();
    expect(history.latest).toBeNull();
  });
});

describe('a sparkline', () => {
  it('runs from left to right, with the limit at the upper edge', () => {
    expect(sparkline([0, 50, 100], 100, 100, 20)).toBe('0.0,20.0 50.0,10.0 100.0,0.0');
  });

  it('stays within its box for any values', () => {
    expect(sparkline([-1, 300], 100, 10, 10)).toBe('0.0,10.0 10.0,0.0');
    expect(sparkline([0, 0], null, 10, 10)).toBe('0.0,10.0 10.0,10.0');
    expect(sparkline([4, 8], null, 10, 10)).toBe('0.0,6.0 10.0,2.0');
    expect(sparkline([], null, 10, 10)).toBe('');
  });
});
