/** What JupyterLab calls itself in the title of the page, alone or after the document's name. */
const OWN_NAME = /(^| - )JupyterLab(?=$| \()/u;

/** The title of the page with the organisation's name in place of JupyterLab's. */
export const brandTitle = (title: string, name: string): string =>
  title.replace(OWN_NAME, (_, before: string) => `${before}${name}`);

/**
 * Keeps the title branded: JupyterLab writes it anew with every document that comes to the front.
 *
 * @returns a function that ends it
 */
export const followTitle = (page: Document, name: string): (() => void) => {
  const brand = (): void => {
    const title = brandTitle(page.title, name);
    if (title !== page.title) page.title = title;
  };
  const observer = new MutationObserver(brand);
  observer.observe(page.head, { subtree: true, childList: true, characterData: true });
  brand();
  return () => {
    observer.disconnect();
  };
};
