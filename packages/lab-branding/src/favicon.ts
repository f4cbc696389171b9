/** Side of the drawn icon in pixels; browsers scale it. */
const SIZE = 64;

/**
 * Draws the icon with a dot for a lab that is busy. Null when the browser does not let us:
 * a picture from a foreign host that does not share it cannot be read back.
 */
export const drawBusy = (picture: HTMLImageElement, dot: string): string | null => {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  try {
    pen.drawImage(picture, 0, 0, SIZE, SIZE);
    pen.beginPath();
    pen.arc(SIZE * 0.76, SIZE * 0.76, SIZE * 0.22, 0, 2 * Math.PI);
    pen.fillStyle = dot;
    pen.fill();
    return canvas.toDataURL('image/png');
  } catch {
    return null;
  }
};

/**
 * Gives the page its icon. JupyterLab keeps two links, for idle and for busy, and makes one of
 * them the icon by its `rel`: both change here, and which one counts stays JupyterLab's business.
 */
export const setFavicons = (page: Document, idle: string, busy: string): void => {
  const set = (name: string, href: string): void => {
    for (const link of page.querySelectorAll<HTMLLinkElement>(`link.${name}.favicon`)) {
      // The old type would be a lie for the new picture.
      link.removeAttribute('type');
      link.href = href;
      // Some browsers look at an icon only when its link is new to the page.
      link.replaceWith(link);
    }
  };
  set('idle', idle);
  set('busy', busy);
};
