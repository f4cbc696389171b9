/** Stands where a secret stood. */
const HIDDEN = '[redacted]';

/** `scheme://user:password@` and `scheme://token@`; up to the last `@` before the path. */
const userInfo = /\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/?#"'<>\\]*@/gi;

/** `?token=…`, `&sig=…`: what addresses call their secrets. */
const inQuery =
  /([?&;#](?:[a-z0-9_.-]*[_.-])?(?:access_?token|api_?key|auth|code|credentials?|jwt|key|passwd|password|pw|pwd|secret|sig|signature|token)=)[^&\s#"'<>\\]+/gi;

/** A value of an Authorization header. */
const inHeader = /\b((?:bearer|basic|token)\s+)(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}/gi;

/**
 * The same text without the credentials of addresses in it. Everything that users can see goes
 * through here: log lines, error answers, the settings page, the audit log, the health page. Python
 * has the same in `redact.py`, held to the same cases.
 */
export const redact = (text: string): string =>
  text
    .replace(userInfo, `$1${HIDDEN}@`)
    .replace(inQuery, `$1${HIDDEN}`)
    .replace(inHeader, `$1${HIDDEN}`);

/** The same for a value of JSON: every text in it. */
export const redactDeep = (value: unknown): unknown => {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactDeep(one)]));
};
