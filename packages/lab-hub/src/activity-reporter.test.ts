import { ActivityReporter } from './activity-reporter';

const setUp = () => {
  const hub = { nowMs: 0, reachable: true, reports: 0 };
  const reporter = new ActivityReporter(
    () => {
      if (hub.reachable) hub.reports += 1;
      return hub.reachable;
    },
    () => hub.nowMs,
  );
  return { hub, reporter };
};

it('reports once a minute, however much the user types', () => {
  const { hub, reporter } = setUp();
  for (hub.nowMs = 0; hub.nowMs < 120_000; hub.nowMs += 100) reporter.record();
  expect(hub.reports).toBe(2);
});

it('repeats the report when the hub is connected again', () => {
  const { hub, reporter } = setUp();
  hub.reachable = false;
  reporter.record();
  expect(hub.reports).toBe(0);
  hub.reachable = true;
  reporter.reconnected();
  reporter.reconnected();
  expect(hub.reports).toBe(1);
});

it('ignores events that scripts dispatch', () => {
  const { hub, reporter } = setUp();
  const page = new EventTarget();
  const stop = reporter.listen(page);
  page.dispatchEvent(new Event('keydown'));
  expect(hub.reports).toBe(0);
  stop();
});

it('is active for ten seconds after each report', () => {
  const { hub, reporter } = setUp();
  expect(reporter.active).toBe(false);
  reporter.record();
  hub.nowMs = 9000;
  expect(reporter.active).toBe(true);
  hub.nowMs = 50_000;
  reporter.record();
  expect(reporter.active).toBe(false);
  hub.nowMs = 61_000;
  reporter.record();
  expect(reporter.active).toBe(true);
});
