/**
 * What the service wrote into this very page, and shows to no script that only asks for it: with it
 * the page proves that it is ours. Null when the page was not served by the service.
 */
export const pageSecretOf = (page: Document): string | null =>
  page.querySelector<HTMLMetaElement>('meta[name="perijove-page"]')?.content ?? null;
