import type { BrandingView } from '@perijove/contracts';
import type { IHubLink } from '@perijove/lab-hub';
import type { TranslationBundle } from '@jupyterlab/translation';
import { jupyterIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { loadPicture } from './picture';

/** The logo at the start of the menu bar: Jupyter's own until a branding replaces it. */
export class Logo extends Widget {
  /** What is shown: an address, or null for Jupyter's own. */
  private url: string | null = null;

  constructor() {
    super();
    // JupyterLab's own name for this place, so that themes and other extensions find it.
    this.id = 'jp-MainLogo';
    this.showJupyter();
  }

  /**
   * Shows the organisation's logo, which leads to the hub's home. Without one, or when it cannot
   * be loaded, it is Jupyter's own.
   */
  async brand(branding: BrandingView, link: IHubLink, trans: TranslationBundle): Promise<void> {
    const url = branding.labIconUrl ?? branding.logoUrl;
    if (url === this.url) return;
    this.url = url;
    if (url === null) {
      this.showJupyter();
      return;
    }
    let picture: HTMLImageElement;
    try {
      picture = await loadPicture(url, link.place.serviceUrl);
    } catch (error) {
      console.warn(error);
      this.showJupyter();
      return;
    }
    const anchor = document.createElement('a');
    anchor.href = link.place.homeUrl;
    anchor.target = '_blank';
    anchor.rel = 'noopener';
    anchor.title = trans.__('%1: open the hub home in a new tab', branding.name);
    anchor.setAttribute('aria-label', anchor.title);
    anchor.append(picture);
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
