const ORIGIN = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/**
 * Origins of pages that may show ours in a frame, by commas or spaces. Refuses with words.
 *
 * Whole origins only: a wildcard or `'self'` could name this host as well, and on it lies every lab.
 * The hub keeps the same rule, and both are held to `hub/tests/frame_ancestors_cases.json`.
 */
export const parseFrameAncestors = (value: string): readonly string[] | string => {
  const parts = value.toLowerCase().split(/[,\s]+/);
  const origins = parts.filter(part => part !== '').map(part => part.replace(/\/+$/, ''));
  if (!origins.every(origin => ORIGIN.test(origin))) {
    return "must be origins such as https://lms.example.org, separated by commas, without paths, wildcards or 'self'";
  }
  return [...new Set(origins)];
};
