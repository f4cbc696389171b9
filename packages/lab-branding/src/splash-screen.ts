import type { ISplashScreen } from '@jupyterlab/apputils';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/** Duration of the fade-out, as in JupyterLab's style sheet. */
const FADE_MS = 200;

/** Options of a splash screen. */
export interface SplashOptions {
  /** Settles when the lab has restored its layout. */
  readonly restored: Promise<unknown>;
  /** Called when the screen is shown longer than `timeoutMs`, and again after each timeout. */
  readonly offerRecovery: () => Promise<void>;
  readonly timeoutMs: number;
}

/**
 * The screen that covers the lab until it is ready. Its scene may change while it is shown; the
 * screen is removed when the lab is ready, even without a scene.
 */
export class SplashScreen implements ISplashScreen {
  private readonly node = document.createElement('div');
  private holders = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: SplashOptions) {
    this.node.id = 'jupyterlab-splash';
  }

  /** Whether the screen covers the page. */
  get shown(): boolean {
    return this.holders > 0;
  }

  /** Replaces the scene. */
  set(scene: HTMLElement): void {
    this.node.replaceChildren(scene);
  }

  /** Covers the page until every holder is disposed and the lab is restored. */
  show(light = true): IDisposable {
    this.node.classList.remove('splash-fade');
    this.node.classList.toggle('light', light);
    this.node.classList.toggle('dark', !light);
    this.holders += 1;
    document.body.append(this.node);
    this.startTimer();
    return new DisposableDelegate(() => {
      const done = (): void => {
        this.release();
      };
      // A lab that failed to restore its layout is shown as well.
      this.options.restored.then(done, done);
    });
  }

  private release(): void {
    this.holders -= 1;
    if (this.holders > 0) return;
    this.stopTimer();
    this.node.classList.add('splash-fade');
    setTimeout(() => {
      // It may have been shown again during the fade-out.
      if (!this.shown) this.node.remove();
    }, FADE_MS);
  }

  private startTimer(): void {
    this.stopTimer();
    this.timer = setTimeout(() => {
      const again = (): void => {
        if (this.shown) this.startTimer();
      };
      this.options.offerRecovery().then(again, again);
    }, this.options.timeoutMs);
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
