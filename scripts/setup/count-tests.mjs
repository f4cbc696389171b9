// Reads the numbers of passed and failed tests from the output of the test runners.
// Terminal colours begin with a control character.
// eslint-disable-next-line no-control-regex -- see above
const colours = /\u001B\[[\d;]*m/g;

const endings = [
  // Jest: "Tests:       1 failed, 2 skipped, 205 passed, 208 total"
  { line: /^Tests: +(.*) total$/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  // pytest: "12 passed, 1 failed in 3.21s"
  {
    line: /^(?:=+ )?(.*\b(?:passed|failed)\b.*) in [\d.]+s/gm,
    passed: /(\d+) passed/,
    failed: /(\d+) failed/,
  },
  // Playwright: "  7 passed (5.2m)" and "  1 failed" on lines of their own
  { line: /^ {2}(\d+ passed) \(/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  { line: /^ {2}(\d+ failed)$/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  // Node: "# pass 3" or "ℹ pass 3"
  { line: /^[#ℹ] (pass \d+)$/gm, passed: /pass (\d+)/, failed: /fail (\d+)/ },
  { line: /^[#ℹ] (fail \d+)$/gm, passed: /pass (\d+)/, failed: /fail (\d+)/ },
];

/** Sums over everything that ran in this output. */
export const countTests = output => {
  const text = output.replace(colours, '');
  let passed = 0;
  let failed = 0;
  for (const ending of endings) {
    for (const [, words] of text.matchAll(ending.line)) {
      passed += Number(ending.passed.exec(words)?.[1] ?? 0);
      failed += Number(ending.failed.exec(words)?.[1] ?? 0);
    }
  }
  return { passed, failed };
};
