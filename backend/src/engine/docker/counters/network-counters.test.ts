import { NetworkReader, parseNetDev } from './network-counters.js';
import {
  createFakeKernel,
  recorded,
  type FakeKernel,
} from '../../../../test/fakes/docker/recorded.js';

const id = 'c'.repeat(64);
let kernel: FakeKernel;

beforeEach(() => {
  kernel = createFakeKernel();
});
afterEach(() => {
  kernel.remove();
});

const readerWith = (pid: number | null) => new NetworkReader(kernel.proc, () => pid);

describe('network counters', () => {
  it('are those of every interface but the loopback', () => {
    expect(parseNetDev(recorded('v1/proc-net-dev'))).toEqual({ received: 516, sent: 0 });
    const two = '  lo: 9 0 0 0 0 0 0 0 9\neth0:1 0 0 0 0 0 0 0 2\neth1: 10 0 0 0 0 0 0 0 20\n';
    expect(parseNetDev(two)).toEqual({ received: 11, sent: 22 });
  });

  it('come from a process that the cgroup names', () => {
    kernel.process(42, `docker/${id}`);
    const network = readerWith(42);
    expect(network.read(id)).toEqual({ received: 516, sent: 0 });
    expect(network.unknown([id])).toEqual([]);
  });

  it('come from the process that Docker names, where the cgroup shows none', () => {
    kernel.process(42, `docker/${id}`);
    const network = readerWith(null);
    expect(network.read(id)).toBeNull();
    expect(network.unknown([id])).toEqual([id]);
    network.learn(id, 42);
    expect(network.read(id)).toEqual({ received: 516, sent: 0 });
  });

  it('are never those of a stranger who has the same number here', () => {
    kernel.process(42, 'docker/another');
    const network = readerWith(42);
    expect(network.read(id)).toBeNull();
    network.learn(id, 42);
    expect(network.read(id)).toBeNull();
    // Asking again would not help.
    expect(network.unknown([id])).toEqual([]);
  });

  it('are a gap when the process ends, and come back with the next one', () => {
    kernel.process(42, `docker/${id}`);
    const network = readerWith(null);
    network.learn(id, 42);
    kernel.end(42);
    expect(network.read(id)).toBeNull();
    kernel.process(43, `docker/${id}`);
    expect(network.unknown([id])).toEqual([id]);
    network.learn(id, 43);
    expect(network.read(id)).not.toBeNull();
  });

  it('are forgotten with their container, and when the number passes to another process', () => {
    kernel.process(42, `docker/${id}`);
    const network = readerWith(42);
    network.read(id);
    network.keep([]);
    expect(network.unknown([id])).toEqual([id]);
    network.read(id);
    kernel.process(42, 'docker/another');
    network.keep([id]);
    expect(network.unknown([id])).toEqual([id]);
  });
});
