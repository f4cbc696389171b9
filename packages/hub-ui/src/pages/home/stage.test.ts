import type { ProgressEvent, ServerPhase } from '@perijove/contracts';
import { stageOf, startPercent, stepsOf } from './stage';

const at = '2026-01-01T00:00:00.000Z';
const event = (phase: ServerPhase, percent: number | null): ProgressEvent => ({
  phase,
  percent,
  message: 'words',
  at,
});

describe('stageOf', () => {
  it.each([
    ['queued', 'starting'],
    ['pulling', 'starting'],
    ['creating', 'starting'],
    ['starting', 'starting'],
    ['waiting', 'starting'],
    ['running', 'running'],
    ['stopping', 'stopping'],
    ['failed', 'failed'],
    ['stopped', 'stopped'],
  ] as const)('%s is %s', (phase, stage) => {
    expect(stageOf({ phase, startedAt: at, stoppedAt: at })).toBe(stage);
  });

  it('knows a server that never ran', () => {
    expect(stageOf({ phase: 'stopped', startedAt: null, stoppedAt: null })).toBe('none');
  });
});

describe('stepsOf', () => {
  it('knows what is done, what happens now and what is to come', () => {
    expect(stepsOf('creating').map(step => step.state)).toEqual([
      'done',
      'done',
      'current',
      'todo',
      'todo',
    ]);
  });
});

describe('startPercent', () => {
  it('never goes back through a whole start', () => {
    const phases = ['queued', 'pulling', 'creating', 'starting', 'waiting'] as const;
    const values = phases.flatMap(phase =>
      [null, 0, 40, 100].map(percent => startPercent({ phase, progress: [event(phase, percent)] })),
    );
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(startPercent({ phase: 'running', progress: [] })).toBe(100);
  });

  it('moves with the image that is being pulled', () => {
    const half = startPercent({
      phase: 'pulling',
      progress: [event('queued', 100), event('pulling', 10), event('pulling', 50)],
    });
    expect(half).toBe(30);
  });
});
