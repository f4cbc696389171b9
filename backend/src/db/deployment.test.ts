import { deploymentId } from './deployment.js';
import { openDb } from './open.js';

describe('the name of a deployment', () => {
  it('is made up once and kept', () => {
    const db = openDb(':memory:', 'state');
    const first = deploymentId(db, null);
    expect(first).toMatch(/^[0-9a-f]{12}$/);
    expect(deploymentId(db, null)).toBe(first);
    expect(deploymentId(openDb(':memory:', 'state'), null)).not.toBe(first);
  });

  it('is the one that an operator asks for, and stays it', () => {
    const db = openDb(':memory:', 'state');
    deploymentId(db, null);
    expect(deploymentId(db, '0123456789ab')).toBe('0123456789ab');
    expect(deploymentId(db, null)).toBe('0123456789ab');
  });
});
