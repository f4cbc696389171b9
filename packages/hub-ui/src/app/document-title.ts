/** The platform's name; the service writes it into the page, so that no tab changes under its reader. */
const platformName = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? 'Perijove';

/** Names the browser tab after what is on the page. */
export const setDocumentTitle = (title: string): void => {
  document.title = `${title} · ${platformName()}`;
};
