import fc from 'fast-check';
import {
  availableHours,
  deadlineOf,
  decide,
  extend,
  type CullInput,
  type SessionFacts,
  type SessionRules,
} from './deadline.js';

const HOUR = 3_600_000;
const rules: SessionRules = {
  cullerEnabled: true,
  timeoutMs: 24 * HOUR,
  maxAgeMs: 0,
  maxExtensionHours: 24,
  work: 'programs',
};
const facts: SessionFacts = {
  startedAtMs: 0,
  lastActivityMs: 10 * HOUR,
  extendedUntilMs: null,
  usedHours: 0,
};

const anyRules: fc.Arbitrary<SessionRules> = fc.record({
  cullerEnabled: fc.constant(true),
  timeoutMs: fc.integer({ min: 60_000, max: 100 * HOUR }),
  maxAgeMs: fc.oneof(fc.constant(0), fc.integer({ min: HOUR, max: 500 * HOUR })),
  maxExtensionHours: fc.double({ min: 0, max: 100, noNaN: true }),
  work: fc.constantFrom('none', 'kernels', 'programs'),
});
const anyFacts: fc.Arbitrary<SessionFacts> = fc.record({
  startedAtMs: fc.integer({ min: 0, max: 100 * HOUR }),
  lastActivityMs: fc.option(fc.integer({ min: 0, max: 200 * HOUR })),
  extendedUntilMs: fc.option(fc.integer({ min: 0, max: 300 * HOUR })),
  usedHours: fc.constant(0),
});
const anyHours = fc.double({ min: 0.01, max: 8760, noNaN: true });

describe('the deadline', () => {
  it.each([
    ['lies one timeout behind the last activity', rules, facts, 34, 'idle'],
    ['counts the start as activity', rules, { ...facts, lastActivityMs: null }, 24, 'idle'],
    [
      'does not count activity of an earlier session',
      rules,
      { ...facts, startedAtMs: 20 * HOUR },
      44,
      'idle',
    ],
    ['follows an extension', rules, { ...facts, extendedUntilMs: 40 * HOUR }, 40, 'extended'],
    [
      'forgets an extension that activity has overtaken',
      rules,
      { ...facts, extendedUntilMs: 30 * HOUR },
      34,
      'idle',
    ],
    ['is capped by the greatest age', { ...rules, maxAgeMs: 30 * HOUR }, facts, 30, 'max_age'],
    [
      'is capped even when extended',
      { ...rules, maxAgeMs: 36 * HOUR },
      { ...facts, extendedUntilMs: 50 * HOUR },
      36,
      'max_age',
    ],
    [
      'ignores a greatest age that lies behind it',
      { ...rules, maxAgeMs: 100 * HOUR },
      facts,
      34,
      'idle',
    ],
  ] as const)('%s', (_name, someRules, someFacts, hours, reason) => {
    expect(deadlineOf(someRules, someFacts)).toMatchObject({ atMs: hours * HOUR, reason });
  });

  it('does not exist while the culler is off', () => {
    const off = { ...rules, cullerEnabled: false, maxAgeMs: HOUR };
    expect(deadlineOf(off, facts)).toEqual({
      atMs: null,
      maxAgeAtMs: null,
      reason: 'culler_disabled',
    });
  });

  it('never comes nearer through activity', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, fc.nat(100 * HOUR), (someRules, someFacts, more) => {
        const before = deadlineOf(someRules, someFacts).atMs ?? 0;
        const lastActivityMs = (someFacts.lastActivityMs ?? someFacts.startedAtMs) + more;
        const after = deadlineOf(someRules, { ...someFacts, lastActivityMs }).atMs ?? 0;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('never lies behind the greatest age', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (someRules, someFacts) => {
        const { atMs, maxAgeAtMs } = deadlineOf(someRules, someFacts);
        if (maxAgeAtMs !== null) expect(atMs).toBeLessThanOrEqual(maxAgeAtMs);
      }),
    );
  });
});

describe('an extension', () => {
  it('of h hours moves the deadline by h hours and spends h hours', () => {
    const outcome = extend(rules, facts, 2);
    expect(outcome).toEqual({
      ok: true,
      grantedHours: 2,
      truncated: false,
      extendedUntilMs: 36 * HOUR,
      usedHours: 2,
    });
  });

  it('grants what is left when more is asked, and says so', () => {
    expect(extend(rules, { ...facts, usedHours: 20 }, 10)).toMatchObject({
      grantedHours: 4,
      truncated: true,
      usedHours: 24,
    });
  });

  it('is refused when nothing is left', () => {
    const outcome = extend(rules, { ...facts, usedHours: 24 }, 1);
    expect(outcome).toEqual({ ok: false, why: 'exhausted' });
  });

  it('is refused, and spends nothing, at the greatest age', () => {
    const outcome = extend({ ...rules, maxAgeMs: 34 * HOUR }, facts, 1);
    expect(outcome).toEqual({ ok: false, why: 'max_age' });
  });

  it('moves the deadline by exactly what it granted, however often it is asked', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, fc.array(anyHours, { maxLength: 12 }), (r, f, asks) => {
        let now = f;
        for (const hours of asks) {
          const before = deadlineOf(r, now).atMs ?? 0;
          const outcome = extend(r, now, hours);
          if (!outcome.ok) continue;
          now = { ...now, extendedUntilMs: outcome.extendedUntilMs, usedHours: outcome.usedHours };
          const moved = ((deadlineOf(r, now).atMs ?? 0) - before) / HOUR;
          expect(moved).toBeCloseTo(outcome.grantedHours, 6);
          expect(outcome.truncated).toBe(Math.round(hours * HOUR) > Math.round(moved * HOUR));
        }
        expect(now.usedHours).toBeLessThanOrEqual(r.maxExtensionHours);
        expect(availableHours(r, now)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the culler decides', () => {
  const late: CullInput = {
    nowMs: 35 * HOUR,
    pending: false,
    hubReadAtMs: 35 * HOUR,
    busy: false,
  };

  it.each([
    ['keep before the deadline', { nowMs: 33 * HOUR }, 'keep'],
    ['stop behind it', {}, 'stop'],
    ['keep what starts or stops', { pending: true }, 'keep'],
    ['ask the hub before anything', { hubReadAtMs: null }, 'ask_hub'],
    ['ask the hub again when its word is old', { hubReadAtMs: 34 * HOUR }, 'ask_hub'],
    ['ask the lab for busy kernels', { busy: 'unasked' }, 'ask_lab'],
    ['keep a lab whose kernel works', { busy: true }, 'keep'],
    ['keep a lab that does not answer', { busy: null }, 'keep'],
  ] as const)('%s', (_name, change, verdict) => {
    expect(decide(rules, facts, { ...late, ...change })).toBe(verdict);
  });

  it('stop a busy lab where the administrator says so, without asking it', () => {
    const strict = { ...rules, work: 'none' } as const;
    expect(decide(strict, facts, { ...late, busy: 'unasked' })).toBe('stop');
  });

  it('stop a busy or silent lab at the greatest age', () => {
    const aged = { ...rules, maxAgeMs: 30 * HOUR };
    expect(decide(aged, facts, { ...late, busy: true })).toBe('stop');
    expect(decide(aged, facts, { ...late, busy: null })).toBe('stop');
    expect(decide(aged, facts, { ...late, hubReadAtMs: null })).toBe('ask_hub');
  });

  it('never stop before the deadline, whatever else is known', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, fc.nat(400 * HOUR), (someRules, someFacts, nowMs) => {
        const verdict = decide(someRules, someFacts, { ...late, nowMs, hubReadAtMs: nowMs });
        const { atMs } = deadlineOf(someRules, someFacts);
        expect(verdict === 'stop').toBe(atMs !== null && nowMs >= atMs);
      }),
    );
  });
});
