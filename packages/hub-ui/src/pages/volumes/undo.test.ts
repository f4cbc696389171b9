import { generationOf, volumeOf } from '../../testing/samples';
import { retentionDays, undoTarget } from './undo';

const older = generationOf({ generation: 3, retiredAt: '2026-01-01T00:00:00.000Z' });
const newer = generationOf({ generation: 2, retiredAt: '2026-01-02T00:00:00.000Z' });

it('undoes the latest reset, whatever the numbers say', () => {
  expect(undoTarget(volumeOf({ recoverable: [older, newer] }))?.generation).toBe(2);
  expect(undoTarget(volumeOf({ recoverable: [newer, older] }))?.generation).toBe(2);
});

it('knows when there is nothing to undo', () => {
  expect(undoTarget(volumeOf({ recoverable: [] }))).toBeNull();
});

it('promises no longer an undo than every volume allows', () => {
  const volumes = [volumeOf({ retentionDays: 7 }), volumeOf({ retentionDays: 0.5 })];
  expect(retentionDays(volumes)).toBe(0.5);
});
