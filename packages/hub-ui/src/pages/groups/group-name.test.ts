import { GroupName } from '@perijove/contracts';
import { isGroupName } from './group-name';

it.each([
  'class-a',
  'Räume 2026',
  'a.b',
  '',
  '.',
  '..',
  'a/b',
  'a\\b',
  ' a',
  'a\n',
  'x'.repeat(255),
  'x'.repeat(256),
])('agrees with the wire about the name "%s"', name => {
  expect(isGroupName(name)).toBe(GroupName.safeParse(name).success);
});
