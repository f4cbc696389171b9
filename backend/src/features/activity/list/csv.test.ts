import { toCsv } from './csv.js';
import type { ListRow } from './rows.js';

const row: ListRow = {
  user: 'ann',
  server: '',
  status: 'offline',
  usage: null,
  volumes: { bytes: 10, measuredAtMs: 0, large: [] },
  deadlineMs: null,
  lastActivityMs: 0,
  activeHours: 30.166,
  score: 43.219,
  image: 'a,"b"',
  settingsOutdated: false,
};

it('writes a heading and a row for each server, gaps empty', () => {
  expect([...toCsv([row])]).toEqual([
    'user,server,status,cpu_percent,memory_bytes,memory_limit_bytes,volumes_bytes,session_ends,last_activity,score,active_hours,image,rules_outdated\r\n',
    'ann,,offline,,,,10,,1970-01-01T00:00:00.000Z,43.22,30.17,"a,""b""",false\r\n',
  ]);
});
