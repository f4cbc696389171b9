import { jupyterFaviconIcon } from '@jupyterlab/ui-components';

const box = (id: string, className = ''): HTMLDivElement => {
  const node = document.createElement('div');
  node.id = id;
  node.className = className;
  return node;
};

/**
 * Jupyter's own scene: the planet with its three moons. The names of its parts are those that
 * JupyterLab's style sheet animates.
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

/** The organisation's scene: its picture, and nothing that moves. */
export const brandScene = (picture: HTMLImageElement): HTMLElement => {
  picture.className = 'perijove-Splash-image';
  return picture;
};
