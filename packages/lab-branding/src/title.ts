/** JupyterLab's name in the title of the page, alone or after the document's name. */
const APP_NAME = /(^| - )JupyterLab(?=$| \()/u;

/** The title of the page with the organisation's name in place of JupyterLab's. */
export const brandTitle = (title: string, name: string): string =>
  title.replace(APP_NAME, (_, before: string) => `${before}${name}`);

/**
 * Keeps the title branded: JupyterLab sets it whenever another document comes to the front.
 *
 * @returns a function that stops it
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
