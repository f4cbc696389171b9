/** Where a lab page stands, seen from its hub. All URLs are absolute. */
export interface HubPlace {
  /** The platform's service, with a slash at its end. */
  readonly serviceUrl: string;
  /** The person's home page on the hub. */
  readonly homeUrl: string;
  /** Whose server this page shows. */
  readonly user: string;
  /** The server's name; empty for the default server. */
  readonly server: string;
  /** Who looks at the page; empty when the page does not say. */
  readonly visitor: string;
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/**
 * Reads the place off the options that JupyterHub's single-user server puts into the page.
 * Null when the page is not on a hub or carries no token, for then nobody could be asked.
 *
 * @param option - one page option by name, empty when absent
 * @param origin - the page's own origin; used unless the hub lives on a host of its own
 */
export const readPlace = (option: (name: string) => string, origin: string): HubPlace | null => {
  const hubPrefix = option('hubPrefix');
  if (hubPrefix === '' || option('token') === '') return null;
  const hub = new URL(withSlash(hubPrefix), option('hubHost') || origin);
  // The hub's prefix is `<base>hub/`; its services live beside it, under `<base>services/`.
  const base = new URL('../', hub);
  // With a host for every lab, JupyterHub puts its services onto hosts of their own as well, and a
  // hook of its configuration says which. Then the platform tells ours with this option.
  const service = option('perijoveUrl') || 'services/perijove/';
  const visitor = option('hubUser');
  return {
    serviceUrl: new URL(withSlash(service), base).href,
    homeUrl: new URL('home', hub).href,
    user: option('hubServerUser') || visitor,
    server: option('hubServerName'),
    visitor,
  };
};
