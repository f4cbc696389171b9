import { t, textOr } from './i18n';

it.each(['$t(common:cancel)', '{{volume}}', '$&', '<b>', '__proto__'])(
  'a user called %s is a name and nothing else',
  user => {
    expect(t('volumes:trash.select', { user, volume: 'home' })).toBe(`Select home of ${user}`);
  },
);

it('counts in the words and the figures of the language', () => {
  expect(t('volumes:selected', { count: 1 })).toBe('1 volume selected');
  expect(t('volumes:selected', { count: 1200 })).toBe('1,200 volumes selected');
});

it.each(['toString', 'constructor', 'server', '', 'a:b'])(
  'an action %j that this version does not know keeps its name',
  action => {
    expect(textOr('audit-log', `actions.${action}`, action)).toBe(action);
  },
);
