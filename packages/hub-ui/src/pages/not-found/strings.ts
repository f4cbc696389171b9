/** Texts of the page for unknown paths. */
export const strings = {
  title: 'Page not found',
  text: 'This page does not exist or has moved.',
  home: 'Go to Home',
} as const;
