import { SequenceGuard } from './sequence';

const guardAt = (server: number): SequenceGuard => {
  const guard = new SequenceGuard();
  guard.reset({ server, me: 0 });
  return guard;
};

it('takes changes in their order', () => {
  const guard = guardAt(4);
  expect(guard.step({ stream: 'server', seq: 5 }, 0)).toBe('apply');
  expect(guard.step({ stream: 'server', seq: 6 }, 0)).toBe('apply');
});

it('leaves what the snapshot already contained', () => {
  const guard = guardAt(4);
  expect(guard.step({ stream: 'server', seq: 4 }, 0)).toBe('drop');
});

it('counts each stream for itself', () => {
  const guard = guardAt(4);
  expect(guard.step({ stream: 'me', seq: 1 }, 0)).toBe('apply');
  expect(guard.step({ stream: 'server', seq: 5 }, 0)).toBe('apply');
});

it('asks once after a gap and takes nothing until the snapshot', () => {
  const guard = guardAt(4);
  expect(guard.step({ stream: 'server', seq: 7 }, 0)).toBe('resync');
  expect(guard.step({ stream: 'server', seq: 8 }, 10)).toBe('drop');
  guard.reset({ server: 8 });
  expect(guard.step({ stream: 'server', seq: 9 }, 20)).toBe('apply');
});

it('asks again when the answer never came', () => {
  const guard = guardAt(4);
  expect(guard.step({ stream: 'server', seq: 7 }, 0)).toBe('resync');
  expect(guard.step({ stream: 'server', seq: 8 }, 6_000)).toBe('resync');
  expect(guard.step({ stream: 'server', seq: 9 }, 6_001)).toBe('drop');
});

it('begins a stream that the snapshot did not know with its first change', () => {
  const guard = guardAt(4);
  expect(guard.step({ stream: 'admin', seq: 40 }, 0)).toBe('apply');
  expect(guard.step({ stream: 'admin', seq: 42 }, 0)).toBe('resync');
});
