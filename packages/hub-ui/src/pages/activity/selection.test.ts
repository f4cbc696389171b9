import { rowOf } from '../../testing/samples';
import { applicableTo, rowKey, refreshed, toggled, withAll, type Selection } from './selection';

const ada = rowOf({ user: 'ada' });
const gpu = rowOf({ user: 'ada', server: 'gpu', deadline: null, settingsOutdated: true });
const bob = rowOf({ user: 'bob', status: 'offline', deadline: null });
const eve = rowOf({ user: 'eve', status: 'starting', deadline: null });
const all: Selection = withAll(new Map(), [ada, gpu, bob, eve], true);

it('takes a row in and out', () => {
  const once = toggled(new Map(), ada);
  expect([...once.keys()]).toEqual(['ada/']);
  expect(toggled(once, ada).size).toBe(0);
});

it('takes a page out and keeps the others', () => {
  expect([...withAll(all, [ada, bob], false).keys()]).toEqual(['ada/gpu', 'eve/']);
});

it.each([
  ['stop', ['ada/', 'ada/gpu', 'eve/']],
  ['restart', ['ada/', 'ada/gpu']],
  ['recreate', ['ada/gpu']],
  ['extend', ['ada/']],
  ['notify', ['ada/gpu', 'bob/', 'eve/']],
] as const)('concerns with %s only those for whom it means something', (action, expected) => {
  expect(applicableTo(all, action).map(rowKey)).toEqual(expected);
});

it('knows when a selected server stopped meanwhile', () => {
  const now = refreshed(all, [{ ...ada, status: 'offline', deadline: null }]);
  expect(applicableTo(now, 'restart').map(rowKey)).toEqual(['ada/gpu']);
});
