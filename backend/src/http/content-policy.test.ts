import { DATA_POLICY, newNonce, pagePolicy } from './content-policy.js';

it('lets run on a page of ours only what bears the mark of that answer', () => {
  const policy = pagePolicy('abc');
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("style-src 'nonce-abc';");
  // A host, or 'self', would let in what lies in a lab on the same host.
  expect(/script-src[^;]*('self'|https?:|\*|unsafe)/.test(policy)).toBe(false);
  expect(policy).toContain("default-src 'none'");
});

it('lets nothing frame an answer, and no form leave it', () => {
  for (const policy of [DATA_POLICY, pagePolicy(newNonce())]) {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'none'");
  }
});

it('never gives the same mark twice', () => {
  expect(new Set(Array.from({ length: 100 }, newNonce)).size).toBe(100);
});
