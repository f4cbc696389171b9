import { ready, renderPage } from './render';
import { activityOf, NOW, rowOf } from './samples';
import { ActivityPageView } from '../pages/activity/ActivityPageView';
import type { ActivityPageViewProps } from '../pages/activity/page-props';
import { searchOf } from '../pages/activity/search';

/** What the page calls. */
export const spies = {
  commands: {
    stop: jest.fn(),
    restart: jest.fn(),
    recreate: jest.fn(),
    extend: jest.fn(),
    visit: jest.fn(),
    bulk: jest.fn(),
    notify: jest.fn(),
  },
  onSearch: jest.fn(),
  onClearSamples: jest.fn(),
  next: jest.fn(),
  onOpenUser: jest.fn(),
};

/** Every test begins with a page that nobody has used. */
export const forget = (): void => {
  jest.clearAllMocks();
  localStorage.clear();
};

export const usual = searchOf(new URLSearchParams());

export const offline = rowOf({
  user: 'grace',
  status: 'offline',
  usage: null,
  deadline: null,
  score: null,
  image: null,
});

/** The page of an administrator with one who is at work and one who is not. */
export const propsOf = (change: Partial<ActivityPageViewProps> = {}): ActivityPageViewProps => ({
  page: ready(activityOf([rowOf(), offline])),
  search: usual,
  paging: { offset: 0, previous: null, next: null },
  stale: false,
  now: NOW,
  administer: true,
  maxLength: 140,
  renderVolumes: () => null,
  onSearch: spies.onSearch,
  commands: spies.commands,
  exportHref: '/x/activity.csv',
  onClearSamples: spies.onClearSamples,
  onOpenUser: spies.onOpenUser,
  ...change,
});

export const show = (change: Partial<ActivityPageViewProps> = {}) =>
  renderPage(<ActivityPageView {...propsOf(change)} />);
