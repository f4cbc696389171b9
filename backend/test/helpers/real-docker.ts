/** Real containers take a daemon and seconds, so such tests run when asked for; `npm test` asks. */
export const wanted =
  process.env.PERIJOVE_TEST_DOCKER === '1' || process.env.PERIJOVE_TEST_REQUIRE === '1';

/** The smallest image that answers like a lab. */
export const TINY = process.env.PERIJOVE_TEST_IMAGE_TINY ?? 'perijove/tiny:test';

/** What a file says in place of its tests: Jest fails a file that has none. */
export const notWanted = (what: string): void => {
  it.todo(`${what} (set PERIJOVE_TEST_DOCKER=1)`);
};
