import { createFakeHub } from '../../../test/fakes/hub.js';
import { GroupDirectory } from '../../jupyterhub/group-directory.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { AuditEntry } from '../domain-events.js';
import { createBuiltInGroupsWorker } from './built-in-groups-worker.js';

const setUp = async () => {
  const hub = createFakeHub();
  hub.addUser('ada', { groups: ['docker-sock'] });
  hub.addGroup('docker-sock');
  hub.addGroup('docker-privileged');
  const groups = new GroupDirectory({
    hub,
    clock: createFakeClock(),
    onChanged: () => undefined,
  });
  const audits: AuditEntry[] = [];
  const keep = createBuiltInGroupsWorker({
    hub,
    groups,
    audit: { record: entry => void audits.push(entry) },
    log: silentLogger(),
  });
  await groups.refresh();
  return { hub, groups, audits, keep };
};

it('leaves built-in groups alone that are there', async () => {
  const { hub, audits, keep } = await setUp();
  await keep();
  expect(hub.calls.filter(call => call.startsWith('create'))).toEqual([]);
  expect(audits).toEqual([]);
});

it('brings a deleted one back without its members, and says so', async () => {
  const { hub, groups, audits, keep } = await setUp();
  hub.removeGroup('docker-sock');
  await groups.refresh();
  await keep();
  expect(groups.get('docker-sock')).toMatchObject({ users: [] });
  expect(audits).toMatchObject([{ actor: 'perijove', action: 'group.create', result: 'ok' }]);
});

it('creates nothing before it knows what is there, and survives a hub that is away', async () => {
  const { hub, groups, keep } = await setUp();
  hub.removeGroup('docker-privileged');
  await groups.refresh();
  hub.setAway(true);
  await expect(keep()).resolves.toBeUndefined();
  hub.setAway(false);
  await keep();
  expect(groups.get('docker-privileged')).not.toBeNull();
});
