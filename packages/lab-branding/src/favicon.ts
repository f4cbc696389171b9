/** Size of the icon in pixels; browsers scale it. */
const SIZE = 64;

/**
 * Draws the icon of a busy lab, with a dot. Null when the browser forbids it: an image of another
 * origin cannot be read back without CORS.
 */
export const drawBusy = (image: HTMLImageElement, dotColour: string): string | null => {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  try {
    context.drawImage(image, 0, 0, SIZE, SIZE);
    context.beginPath();
    context.arc(SIZE * 0.76, SIZE * 0.76, SIZE * 0.22, 0, 2 * Math.PI);
    context.fillStyle = dotColour;
    context.fill();
    return canvas.toDataURL('image/png');
  } catch {
    return null;
  }
};

/**
 * Sets the favicon. JupyterLab has two links, for idle and busy, and enables one of them by its
 * `rel`. This changes the images of both, and JupyterLab still switches between them.
 */
export const setFavicons = (page: Document, idle: string, busy: string): void => {
  const set = (name: string, href: string): void => {
    for (const link of page.querySelectorAll<HTMLLinkElement>(`link.${name}.favicon`)) {
      // The type is that of the old image.
      link.removeAttribute('type');
      link.href = href;
      // Some browsers update an icon only when its link is inserted.
      link.replaceWith(link);
    }
  };
  set('idle', idle);
  set('busy', busy);
};
