import { chainOf, rulesText, type NetworkRules } from './host-rules.js';

const rules: NetworkRules = {
  bridge: 'br-0123456789ab',
  chain: chainOf('0123456789abcdef0123'),
  peers: [
    { address: '172.18.0.2', ports: [8081] },
    { address: '172.18.0.3', ports: [] },
    { address: '172.18.0.4', ports: null },
    { address: 'fd00::4', ports: null },
  ],
  metadata: false,
};

const lines = (text: string): string[] => text.split('\n');

describe('the rules of the host for the network of labs', () => {
  const text = rulesText(rules, 4);

  it('replace one chain in one go, whose name fits', () => {
    expect(rules.chain).toBe('PERIJOVE-0123456789ab');
    expect(rules.chain.length).toBeLessThanOrEqual(28);
    expect(lines(text).slice(0, 2)).toEqual(['*filter', ':PERIJOVE-0123456789ab - [0:0]']);
    expect(lines(text).slice(-2)).toEqual(['COMMIT', '']);
    expect(
      lines(text)
        .slice(2, -2)
        .every(line => line.startsWith(`-A ${rules.chain} `)),
    ).toBe(true);
  });

  it('end with a refusal of whatever goes from the bridge to the bridge', () => {
    expect(lines(text).at(-3)).toContain('-o br-0123456789ab -j REJECT');
  });

  it('let labs reach the API of the hub, all of an ordinary service, nothing of the backend', () => {
    expect(text).toContain('-d 172.18.0.2 -p tcp --dport 8081 -j RETURN');
    expect(text).not.toMatch(/-d 172\.18\.0\.2 -j/);
    expect(text).not.toContain('-d 172.18.0.3');
    expect(text).toContain('-d 172.18.0.4 -j RETURN');
    for (const peer of ['172.18.0.2', '172.18.0.3', '172.18.0.4'])
      expect(text).toContain(`-s ${peer} -j RETURN`);
  });

  it('refuse metadata by the address that was asked for, but not the name servers there', () => {
    for (const block of ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32']) {
      const about = lines(text).filter(line => line.includes(`--ctorigdst ${block}`));
      expect(about.map(line => line.split(' -j ')[1])).toEqual([
        'RETURN',
        'RETURN',
        'REJECT --reject-with icmp-admin-prohibited',
      ]);
      expect(about.filter(line => line.includes('--dport 53'))).toHaveLength(2);
    }
    expect(rulesText({ ...rules, metadata: true }, 4)).not.toContain('169.254');
  });

  it('keep the two versions of IP apart', () => {
    const six = rulesText(rules, 6);
    expect(text).not.toContain('fd00::4');
    expect(six).toContain('-d fd00::4 -j RETURN');
    expect(six).not.toContain('172.18');
    expect(six).toContain('fd00:ec2::254');
  });

  it('take in nothing that is no address and no name', () => {
    const peers = [{ address: '172.18.0.2 -j ACCEPT\n-A INPUT', ports: null }];
    expect(rulesText({ ...rules, peers }, 4)).not.toContain('ACCEPT');
    for (const bridge of ['br 0', 'br\n-A', '-x', 'a-name-too-long-for-it'])
      expect(() => rulesText({ ...rules, bridge }, 4)).toThrow('cannot be the name of a bridge');
  });
});
