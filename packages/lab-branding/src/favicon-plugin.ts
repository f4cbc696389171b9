import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IHubLink } from '@perijove/lab-hub';
import { drawBusy, setFavicons } from './favicon';
import { loadImage } from './load-image';
import { IBrandingSource } from './tokens';

/** JupyterLab's brand colour; available once a theme is loaded. */
const dotColour = (): string =>
  getComputedStyle(document.body).getPropertyValue('--jp-brand-color1').trim() || 'orangered';

/** Shows the organisation's icon in the browser tab, with a dot while a kernel is busy. */
export const faviconPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:favicon',
  description: "Shows the organisation's icon in the browser tab.",
  autoStart: true,
  optional: [IHubLink, IBrandingSource],
  activate: (app, link: IHubLink | null, source: IBrandingSource | null): void => {
    if (link === null || source === null) return;
    const show = async (): Promise<void> => {
      const url = (await source.current())?.faviconUrl ?? null;
      if (url === null) return;
      try {
        const image = await loadImage(url, link.location.serviceUrl);
        await app.restored;
        setFavicons(document, image.src, drawBusy(image, dotColour()) ?? image.src);
      } catch (error) {
        console.warn(error);
      }
    };
    void show();
  },
};
