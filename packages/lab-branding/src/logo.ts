import type { BrandingView } from '@perijove/contracts';
import type { IHubLink } from '@perijove/lab-hub';
import type { TranslationBundle } from '@jupyterlab/translation';
import { jupyterIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { loadPicture } from './picture';

/** The logo at the start of the menu bar: Jupyter's own until a branding replaces it. */
export class Logo extends Widget {
  constructor() {
    super();
    // JupyterLab's own name for this place, so that themes and other extensions find it.
    this.id = 'jp-MainLogo';
    this.addClass('perijove-Logo');
    jupyterIcon.element({
      container: this.node,
      elementPosition: 'center',
      margin: '2px 2px 2px 8px',
      height: 'auto',
      width: '16px',
    });
  }

  /** Shows the organisation's logo, which leads to the hub's home; keeps the old one on failure. */
  async brand(branding: BrandingView, link: IHubLink, trans: TranslationBundle): Promise<void> {
    const url = branding.labIconUrl ?? branding.logoUrl;
    if (url === null) return;
    let picture: HTMLImageElement;
    try {
      picture = await loadPicture(url, link.place.serviceUrl);
    } catch (error) {
      console.warn(error);
      return;
    }
    const anchor = document.createElement('a');
    anchor.href = link.place.homeUrl;
    anchor.target = '_blank';
    anchor.rel = 'noopener';
    anchor.title = trans.__('%1: open the hub home in a new tab', branding.name);
    anchor.setAttribute('aria-label', anchor.title);
    anchor.append(picture);
    this.node.replaceChildren(anchor);
  }
}
