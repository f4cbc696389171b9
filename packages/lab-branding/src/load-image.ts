/**
 * Loads an image. Rejects when it cannot be shown, so that no broken image appears.
 *
 * @param url - absolute, or relative to `base`
 * @param base - URL of the service, which the paths of the branding are relative to
 */
export const loadImage = (url: string, base: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.alt = '';
    image.onload = () => {
      resolve(image);
    };
    image.onerror = () => {
      reject(new Error(`The image ${url} cannot be shown.`));
    };
    image.src = new URL(url, base).href;
  });
