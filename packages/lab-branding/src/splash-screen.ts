import type { ISplashScreen } from '@jupyterlab/apputils';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/** How long the screen takes to fade; JupyterLab's style sheet says the same. */
const FADE_MS = 200;

/** What a splash screen needs from its page. */
export interface SplashOptions {
  /** Settles when the lab has restored its layout. */
  readonly restored: Promise<unknown>;
  /** Called when the screen stays longer than `patienceMs`; called again after each patience. */
  readonly offerRecovery: () => Promise<void>;
  readonly patienceMs: number;
}

/**
 * The screen that covers the lab until it is ready. What is on it is set from outside and may
 * change while it shows; whatever happens to that, the screen goes when the lab is ready.
 */
export class SplashScreen implements ISplashScreen {
  private readonly node = document.createElement('div');
  private holders = 0;
  private patience: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: SplashOptions) {
    this.node.id = 'jupyterlab-splash';
  }

  /** Whether the screen covers the page now. */
  get shown(): boolean {
    return this.holders > 0;
  }

  /** Puts a scene on the screen in place of the one before. */
  set(scene: HTMLElement): void {
    this.node.replaceChildren(scene);
  }

  /** Covers the page until every holder has let go and the lab is restored. */
  show(light = true): IDisposable {
    this.node.classList.remove('splash-fade');
    this.node.classList.toggle('light', light);
    this.node.classList.toggle('dark', !light);
    this.holders += 1;
    document.body.append(this.node);
    this.bePatient();
    return new DisposableDelegate(() => {
      const done = (): void => {
        this.release();
      };
      // A lab that failed to restore its layout is to be seen as well.
      this.options.restored.then(done, done);
    });
  }

  private release(): void {
    this.holders -= 1;
    if (this.holders > 0) return;
    this.stopPatience();
    this.node.classList.add('splash-fade');
    setTimeout(() => {
      // Shown again while it faded.
      if (!this.shown) this.node.remove();
    }, FADE_MS);
  }

  private bePatient(): void {
    this.stopPatience();
    this.patience = setTimeout(() => {
      const again = (): void => {
        if (this.shown) this.bePatient();
      };
      this.options.offerRecovery().then(again, again);
    }, this.options.patienceMs);
  }

  private stopPatience(): void {
    if (this.patience !== null) clearTimeout(this.patience);
    this.patience = null;
  }
}
