import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IHubLink } from '@perijove/lab-hub';
import { drawBusy, setFavicons } from './favicon';
import { loadPicture } from './picture';
import { IBrandSource } from './tokens';

/** JupyterLab's brand colour; the variable is there once a theme is loaded. */
const dotColour = (): string =>
  getComputedStyle(document.body).getPropertyValue('--jp-brand-color1').trim() || 'orangered';

/** Gives the browser tab the organisation's icon, with a dot while a kernel is busy. */
export const faviconPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-branding:favicon',
  description: "Shows the organisation's icon in the browser tab.",
  autoStart: true,
  optional: [IHubLink, IBrandSource],
  activate: (app, link: IHubLink | null, source: IBrandSource | null): void => {
    if (link === null || source === null) return;
    const show = async (): Promise<void> => {
      const url = (await source.current())?.faviconUrl ?? null;
      if (url === null) return;
      try {
        const picture = await loadPicture(url, link.place.serviceUrl);
        await app.restored;
        setFavicons(document, picture.src, drawBusy(picture, dotColour()) ?? picture.src);
      } catch (error) {
        console.warn(error);
      }
    };
    void show();
  },
};
