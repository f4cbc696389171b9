import { ServerClock } from './server-clock';

const iso = (ms: number): string => new Date(ms).toISOString();

describe('the server’s clock', () => {
  let local = 1_000_000;
  const clock = (): ServerClock => new ServerClock(() => local);
  beforeEach(() => (local = 1_000_000));

  it('is the local clock until the first timestamp', () => {
    expect(clock().now()).toBe(local);
  });

  it('corrects a computer that is an hour behind', () => {
    const subject = clock();
    subject.observe(iso(local + 3_600_000));
    expect(subject.offsetMs).toBe(3_600_000);
    local += 5000;
    expect(subject.now()).toBe(1_000_000 + 3_605_000);
  });

  it('uses the timestamp with the shortest delay', () => {
    const subject = clock();
    subject.observe(iso(local - 800));
    subject.observe(iso(local - 20));
    subject.observe(iso(local - 500));
    expect(subject.offsetMs).toBe(-20);
  });

  it('follows a clock that was set, and starts over with a new connection', () => {
    const subject = clock();
    subject.observe(iso(local));
    subject.observe(iso(local - 3_600_000));
    expect(subject.offsetMs).toBe(-3_600_000);
    subject.reset();
    subject.observe(iso(local - 3_600_500));
    expect(subject.offsetMs).toBe(-3_600_500);
  });

  it('ignores an invalid timestamp', () => {
    const subject = clock();
    subject.observe('soon');
    expect(subject.offsetMs).toBe(0);
  });
});
