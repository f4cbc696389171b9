/** JupyterLab shows this many characters of a toast and drops the rest. */
export const TOAST_LENGTH = 140;

/** What a toast says, and whether something had to be left out. */
export interface ToastText {
  readonly text: string;
  readonly cut: boolean;
}

/** Puts title and message on one toast; cuts at a word, never within a character. */
export const toastText = (
  { title, message }: { readonly title: string | null; readonly message: string },
  length = TOAST_LENGTH,
): ToastText => {
  const whole = title === null ? message : `${title}\n${message}`;
  if (whole.length <= length) return { text: whole, cut: false };
  // One place is for the ellipsis. A surrogate pair counts twice in JupyterLab's measure.
  let kept = '';
  for (const character of whole) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  const lastSpace = kept.search(/\s\S*$/u);
  if (lastSpace > length / 2) kept = kept.slice(0, lastSpace);
  return { text: `${kept.trimEnd()}…`, cut: true };
};
