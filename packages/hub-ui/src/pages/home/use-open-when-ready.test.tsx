import { renderHook } from '@testing-library/react';
import { serverOf } from '../../testing/samples';
import { useOpenWhenReady } from './use-open-when-ready';

const open = jest.fn();

beforeEach(() => {
  jest.clearAllMocks();
});

const starting = serverOf({ phase: 'starting', url: null });
const running = serverOf();
const stopped = serverOf({ phase: 'stopped', url: null });

const follow = (server = stopped, wanted = true) =>
  renderHook(props => useOpenWhenReady(props.server, props.wanted, open), {
    initialProps: { server, wanted },
  });

it('opens the lab that was started here', () => {
  const { result, rerender } = follow();
  result.current();
  rerender({ server: starting, wanted: true });
  expect(open).not.toHaveBeenCalled();
  rerender({ server: running, wanted: true });
  expect(open).toHaveBeenCalledWith('/user/ada/lab');
});

it('leaves a lab alone that was started elsewhere', () => {
  const { rerender } = follow();
  rerender({ server: starting, wanted: true });
  rerender({ server: running, wanted: true });
  expect(open).not.toHaveBeenCalled();
});

it('does as the switch says', () => {
  const { result, rerender } = follow();
  result.current();
  rerender({ server: starting, wanted: false });
  rerender({ server: running, wanted: false });
  expect(open).not.toHaveBeenCalled();
});

it('waits through a restart', () => {
  const { result, rerender } = follow(running);
  result.current();
  rerender({ server: serverOf({ phase: 'running' }), wanted: true });
  expect(open).not.toHaveBeenCalled();
  rerender({ server: serverOf({ phase: 'stopping' }), wanted: true });
  rerender({ server: running, wanted: true });
  expect(open).toHaveBeenCalledTimes(1);
});

it('forgets the wish when the start fails', () => {
  const { result, rerender } = follow();
  result.current();
  rerender({ server: serverOf({ phase: 'failed', url: null }), wanted: true });
  rerender({ server: running, wanted: true });
  expect(open).not.toHaveBeenCalled();
});
