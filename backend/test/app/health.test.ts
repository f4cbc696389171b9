import type { HealthReport } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

describe('the report of health', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
  });
  afterEach(() => app.stop());

  it('tells an administrator of every part, room on disks, and the age of readings', async () => {
    const answer = await app.call('GET', '/health/report', { as: tokens.admin });
    expect(answer.status).toBe(200);
    const report = answer.body as HealthReport;
    expect(report.health.checks).toMatchObject({ db: { ok: true }, hub: { ok: true } });
    expect(report.engine).not.toBeNull();
    expect(report.hubVersion).toMatch(/^\d/);
    expect(report.disks.find(({ of }) => of === 'data')).toMatchObject({ full: false });
    expect(report.fills).toMatchObject({ volumesBytes: 0, trashBytes: 0, largest: [] });
    expect(report.readings.usageEverySeconds).toBeGreaterThan(0);
  });
});
