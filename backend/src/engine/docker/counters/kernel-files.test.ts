import { join } from 'node:path';
import { KernelFiles } from './kernel-files.js';
import { createFakeKernel, type FakeKernel } from '../../../../test/fakes/docker/recorded.js';

let kernel: FakeKernel;
const path = (name: string): string => join(kernel.proc, name);

beforeEach(() => {
  kernel = createFakeKernel();
});
afterEach(() => {
  kernel.remove();
});

describe('files of the kernel', () => {
  it('stay open and say what is true now', () => {
    kernel.put('proc/uptime', '1\n');
    const file = new KernelFiles().at(path('uptime'));
    expect(file.text()).toBe('1\n');
    kernel.put('proc/uptime', '22\n');
    expect(file.text()).toBe('22\n');
    expect(kernel.openFiles()).toBe(1);
    file.close();
    expect(kernel.openFiles()).toBe(0);
    expect(file.text()).toBe('22\n');
    file.close();
  });

  it('can come later', () => {
    const file = new KernelFiles().at(path('uptime'));
    expect(file.text()).toBeNull();
    kernel.put('proc/uptime', '1\n');
    expect(file.text()).toBe('1\n');
    file.close();
  });

  it('are opened for each reading where too many are open', () => {
    for (const name of ['one', 'two']) kernel.put(`proc/${name}`, name);
    const files = new KernelFiles(1);
    const [one, two] = [files.at(path('one')), files.at(path('two'))];
    expect([one.text(), two.text(), two.text()]).toEqual(['one', 'two', 'two']);
    expect(kernel.openFiles()).toBe(1);
    one.close();
    expect(two.text()).toBe('two');
    expect(kernel.openFiles()).toBe(1);
    two.close();
  });
});
