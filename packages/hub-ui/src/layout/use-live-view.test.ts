import { renderHook } from '@testing-library/react';
import type { LiveConnection } from '../realtime/connection';
import { useLiveView, viewOf } from './use-live-view';

const look = (state: DocumentVisibilityState): void => {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
};

afterEach(() => {
  jest.restoreAllMocks();
});

it.each([
  ['/', 'home'],
  ['', 'home'],
  ['/activity', 'activity'],
  ['/activity/', 'activity'],
  ['/notifications', 'notifications'],
  ['/volumes', 'none'],
  ['/elsewhere', 'none'],
])('at %s the page is %s', (path, page) => {
  expect(viewOf(path)).toBe(page);
});

it('says when nobody looks, and when a user does again', () => {
  const setView = jest.fn();
  const live = { setView } as Partial<LiveConnection> as LiveConnection;
  const { unmount } = renderHook(() => {
    useLiveView(live, '/activity');
  });
  look('hidden');
  look('visible');
  expect(setView.mock.calls).toEqual([
    [{ page: 'activity', visible: true }],
    [{ page: 'activity', visible: false }],
    [{ page: 'activity', visible: true }],
  ]);
  unmount();
  look('hidden');
  expect(setView).toHaveBeenCalledTimes(3);
});
