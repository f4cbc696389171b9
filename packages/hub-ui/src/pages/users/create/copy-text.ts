/**
 * Puts text on the clipboard. Browsers keep the modern way to pages with TLS; without it the old
 * way still works from a click. Returns whether it worked.
 */
export const copyText = async (text: string): Promise<boolean> => {
  const { clipboard } = navigator as { readonly clipboard?: Clipboard };
  if (clipboard !== undefined) {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      // Forbidden here: the old way may still be allowed.
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  // Inside the open dialog, which keeps the focus to itself.
  (document.querySelector('[role="dialog"]') ?? document.body).append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without TLS
  const done = document.execCommand('copy');
  area.remove();
  return done;
};
