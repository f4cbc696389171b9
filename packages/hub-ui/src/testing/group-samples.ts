import type { GroupView, MemberView } from '@perijove/contracts';

/** An ordinary group with one member, as an administrator sees it. */
export const groupOf = (change: Partial<GroupView> = {}): GroupView => ({
  name: 'class-a',
  members: 1,
  power: null,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  problem: null,
  outdated: 0,
  can: { fill: true, limit: true, delete: true },
  ...change,
});

/** A member whose lab is stopped. */
export const memberOf = (change: Partial<MemberView> = {}): MemberView => ({
  user: 'ada',
  running: false,
  outdated: [],
  mayRecreate: true,
  ...change,
});

/** Commands that only remember that they were called. */
export const commandsOf = () => ({
  create: jest.fn(),
  remove: jest.fn(),
  setLimits: jest.fn(),
  addMembers: jest.fn(),
  removeMembers: jest.fn(),
  recreate: jest.fn(),
});
