import type { BrandingView } from '@perijove/contracts';
import type { IHubLink } from '@perijove/lab-hub';
import type { TranslationBundle } from '@jupyterlab/translation';
import { jupyterIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { loadImage } from './load-image';

/** The logo at the start of the menu bar: Jupyter's until the branding replaces it. */
export class Logo extends Widget {
  /** URL of the logo; null for Jupyter's. */
  private url: string | null = null;

  constructor() {
    super();
    // JupyterLab's id of the logo, which themes and other extensions use.
    this.id = 'jp-MainLogo';
    this.showJupyter();
  }

  /**
   * Shows the organisation's logo, with a link to the hub home page. Shows Jupyter's logo if there
   * is none or it cannot be loaded.
   */
  async brand(branding: BrandingView, link: IHubLink, trans: TranslationBundle): Promise<void> {
    const url = branding.labIconUrl ?? branding.logoUrl;
    if (url === this.url) return;
    this.url = url;
    if (url === null) {
      this.showJupyter();
      return;
    }
    let image: HTMLImageElement;
    try {
      image = await loadImage(url, link.location.serviceUrl);
    } catch (error) {
      console.warn(error);
      this.showJupyter();
      return;
    }
    const anchor = document.createElement('a');
    anchor.href = link.location.homeUrl;
    anchor.target = '_blank';
    anchor.rel = 'noopener';
    anchor.title = trans.__('%1: open the hub home page in a new tab', branding.name);
    anchor.setAttribute('aria-label', anchor.title);
    anchor.append(image);
    this.addClass('perijove-Logo');
    this.node.replaceChildren(anchor);
  }

  private showJupyter(): void {
    this.removeClass('perijove-Logo');
    this.node.replaceChildren();
    jupyterIcon.element({
      container: this.node,
      elementPosition: 'center',
      margin: '2px 2px 2px 8px',
      height: 'auto',
      width: '16px',
    });
  }
}
