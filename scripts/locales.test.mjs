import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf, stringsIn, textsOf, unused } from './locales.mjs';

const english = textsOf({
  login: { title: 'Sign in', hello: 'Hello {{name}}' },
  left_one: '{{count}} minute',
  left_other: '{{count}} minutes',
});
const french = {
  login: { title: 'Se connecter', hello: 'Bonjour {{name}}' },
  left_one: '{{count}} minute',
  left_many: '{{count}} de minutes',
  left_other: '{{count}} minutes',
};
const problems = texts => problemsOf('fr', textsOf(texts), english);

test('a whole catalog has no problems', () => {
  assert.deepEqual(problems(french), []);
  assert.deepEqual(problemsOf('en', english, english), []);
});

test('it finds what another language lacks, and what it has too much', () => {
  assert.deepEqual(problems({ ...french, login: { title: 'Se connecter', new: 'Neuf' } }), [
    'login.hello is missing',
    'login.new is not in en',
  ]);
});

test('it finds other values, and values that are broken', () => {
  const login = { title: 'Se connecter', hello: 'Bonjour {{nom}}' };
  assert.deepEqual(problems({ ...french, login }), [
    'login.hello has the values nom instead of name',
  ]);
  const broken = { title: 'Se {{connecter', hello: 'Bonjour {{name}}' };
  assert.deepEqual(problems({ ...french, login: broken }), ['login.title has a broken {{value}}']);
});

test('a plural has the forms of its language', () => {
  const withoutMany = { ...french };
  delete withoutMany.left_many;
  assert.deepEqual(problems(withoutMany), [
    'left has the forms one, other instead of many, one, other',
  ]);
});

test('it finds texts without content and lines that break before a sign', () => {
  const login = { title: ' ', hello: 'Bonjour {{name}} !' };
  assert.deepEqual(problems({ ...french, login }), [
    'login.title has no text',
    'login.hello needs a no-break space',
  ]);
});

test('a key is used by its name, by its group, or by its beginning', () => {
  const used = source => unused(english, stringsIn(source));
  assert.deepEqual(used(`t('left', { count }); t("login.hello")`), ['login.title']);
  assert.deepEqual(used('t(`login.${page}`); t("left")'), []);
  assert.deepEqual(used('t("login." ~ page)'), ['left_one', 'left_other']);
  assert.deepEqual(used('"login"').length, 4);
  const strings = stringsIn(`t('common:login.title')`);
  assert.equal(unused(english, strings, 'common').length, 3);
});
