import { jupyterFaviconIcon } from '@jupyterlab/ui-components';

const box = (id: string, className = ''): HTMLDivElement => {
  const node = document.createElement('div');
  node.id = id;
  node.className = className;
  return node;
};

/**
 * Jupyter's scene: a planet with three moons. JupyterLab's style sheet animates these ids and
 * classes.
 */
export const jupyterScene = (): HTMLElement => {
  const galaxy = box('galaxy');
  const planet = box('main-logo');
  jupyterFaviconIcon.element({ container: planet, stylesheet: 'splash' });
  galaxy.append(planet);
  for (const nth of [1, 2, 3]) {
    const orbit = box(`moon${nth}`, 'moon orbit');
    orbit.append(box(`planet${nth}`, 'planet'));
    galaxy.append(orbit);
  }
  return galaxy;
};

/** The organisation's scene: its image, without animation. */
export const brandScene = (image: HTMLImageElement): HTMLElement => {
  image.className = 'perijove-Splash-image';
  return image;
};
