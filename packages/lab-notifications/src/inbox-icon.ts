import { LabIcon } from '@jupyterlab/ui-components';

/** A speech bubble for notifications of users; JupyterLab's bell is for those of the program. */
export const inboxIcon = new LabIcon({
  name: '@perijove/lab-notifications:inbox',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm0 2v10h5v1.8l2.3-1.8H20V5z"/>
    <path d="M6 8h12v1.6H6zm0 3.4h8V13H6z"/>
  </g>
</svg>`,
});
