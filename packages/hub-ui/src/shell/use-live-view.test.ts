import { viewOf } from './use-live-view';

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
