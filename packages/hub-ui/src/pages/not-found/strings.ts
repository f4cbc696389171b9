/** Texts of the page for unknown paths. */
export const strings = {
  title: 'Nothing here',
  text: 'This page does not exist. It may have moved.',
  home: 'Go to Home',
} as const;
