/** JupyterLab cuts toasts after this many characters. */
export const TOAST_LENGTH = 140;

/** The text of a toast, and whether it was cut. */
export interface ToastText {
  readonly text: string;
  readonly cut: boolean;
}

/** Joins title and message; cuts between words, never within a character. */
export const toastText = (
  { title, message }: { readonly title: string | null; readonly message: string },
  length = TOAST_LENGTH,
): ToastText => {
  const whole = title === null ? message : `${title}\n${message}`;
  if (whole.length <= length) return { text: whole, cut: false };
  // One character is for the ellipsis. JupyterLab counts a surrogate pair as two.
  let kept = '';
  for (const character of whole) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  const lastSpace = kept.search(/\s\S*$/u);
  if (lastSpace > length / 2) kept = kept.slice(0, lastSpace);
  return { text: `${kept.trimEnd()}…`, cut: true };
};
