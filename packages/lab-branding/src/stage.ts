import type { BrandingView } from '@perijove/contracts';
import { Widget } from '@lumino/widgets';

/** A badge with the stage of the platform; hidden when it has none. */
export class StageBadge extends Widget {
  constructor() {
    super();
    this.id = 'perijove-stage';
    this.addClass('perijove-Stage');
    this.hide();
  }

  /** Shows the stage; null hides the badge. */
  brand(stage: BrandingView['stage'], caption: string): void {
    this.node.textContent = stage?.label ?? '';
    this.node.title = stage === null ? '' : caption;
    this.setHidden(stage === null);
    if (stage === null) delete this.node.dataset.colour;
    else this.node.dataset.colour = stage.colour;
  }
}
