import { LabIcon } from '@jupyterlab/ui-components';

/** A clock, for the time left. */
export const clockIcon = new LabIcon({
  name: '@perijove/lab-session:clock',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16z"/>
    <path d="M11 6.5h1.8v5.2l3.6 2.2-.9 1.5L11 12.7z"/>
  </g>
</svg>`,
});
