import { Database, packageFor } from './sqlite.js';

it.each([
  ['8', 'better-sqlite3'],
  ['9', 'better-sqlite3'],
  ['10', 'better-sqlite3-napi'],
  ['11', 'better-sqlite3-napi'],
])('with Node-API %s SQLite is %s', (nodeApi, name) => {
  expect(packageFor(Number(nodeApi))).toBe(name);
});

it('loads the one for this Node', () => {
  const db = new Database(':memory:');
  expect(db.prepare('SELECT 6 * 7').pluck().get()).toBe(42);
  db.close();
});
