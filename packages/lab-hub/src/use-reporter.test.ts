import { UseReporter } from './use-reporter';

const setUp = () => {
  const world = { nowMs: 0, reachable: true, reports: 0 };
  const reporter = new UseReporter(
    () => {
      if (world.reachable) world.reports += 1;
      return world.reachable;
    },
    () => world.nowMs,
  );
  return { world, reporter };
};

it('tells the hub once a minute, however much is typed', () => {
  const { world, reporter } = setUp();
  for (world.nowMs = 0; world.nowMs < 120_000; world.nowMs += 100) reporter.touch();
  expect(world.reports).toBe(2);
});

it('tells it later when the hub is away', () => {
  const { world, reporter } = setUp();
  world.reachable = false;
  reporter.touch();
  expect(world.reports).toBe(0);
  world.reachable = true;
  reporter.reconnected();
  reporter.reconnected();
  expect(world.reports).toBe(1);
});

it('does not count what the page does by itself', () => {
  const { world, reporter } = setUp();
  const page = new EventTarget();
  const leave = reporter.watch(page);
  page.dispatchEvent(new Event('keydown'));
  expect(world.reports).toBe(0);
  leave();
});

it('is in use for a moment after each report, and no longer', () => {
  const { world, reporter } = setUp();
  expect(reporter.inUse).toBe(false);
  reporter.touch();
  world.nowMs = 9000;
  expect(reporter.inUse).toBe(true);
  world.nowMs = 50_000;
  reporter.touch();
  expect(reporter.inUse).toBe(false);
  world.nowMs = 61_000;
  reporter.touch();
  expect(reporter.inUse).toBe(true);
});
