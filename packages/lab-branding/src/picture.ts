/**
 * Loads a picture. Rejects when it cannot be shown, so that nobody ever sees a broken one.
 *
 * @param url - absolute, or relative to `base`
 * @param base - the hub's own address, for the branding's paths belong to the hub
 */
export const loadPicture = (url: string, base: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.alt = '';
    image.onload = () => {
      resolve(image);
    };
    image.onerror = () => {
      reject(new Error(`The picture ${url} cannot be shown.`));
    };
    image.src = new URL(url, base).href;
  });
