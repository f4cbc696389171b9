/**
 * The `Intl` language tag of JupyterLab's current language. Undefined, which means the browser's
 * language, when JupyterLab's is not a valid tag.
 *
 * @param code - JupyterLab's language code, such as `en`, `zh_CN` or `default`
 */
export const localeOf = (code: string | undefined): string | undefined => {
  if (code === undefined || code === '' || code === 'default') return undefined;
  try {
    return Intl.getCanonicalLocales(code.replace('_', '-'))[0];
  } catch {
    return undefined;
  }
};
