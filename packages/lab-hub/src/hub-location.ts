/** The hub of a lab page, and whose server the page shows. All URLs are absolute. */
export interface HubLocation {
  /** URL of the Perijove service, with a trailing slash. */
  readonly serviceUrl: string;
  /** URL of the user's home page on the hub. */
  readonly homeUrl: string;
  /** Owner of the server that the page shows. */
  readonly user: string;
  /** Name of that server; empty for the default server. */
  readonly server: string;
  /** The user who opened the page; empty when the page does not say. */
  readonly visitor: string;
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/**
 * Reads the location from the page options that JupyterHub's single-user server sets.
 * Null when the page is not on a hub, or has no token to authenticate with.
 *
 * @param option - returns one page option by name, empty when it is not set
 * @param origin - origin of the page; used unless the hub has a host of its own
 */
export const readHubLocation = (
  option: (name: string) => string,
  origin: string,
): HubLocation | null => {
  const hubPrefix = option('hubPrefix');
  if (hubPrefix === '' || option('token') === '') return null;
  const hub = new URL(withSlash(hubPrefix), option('hubHost') || origin);
  // The hub's prefix is `<base>hub/`; services are under `<base>services/`.
  const base = new URL('../', hub);
  // With a subdomain per user, JupyterHub gives each service a host too, and its configuration
  // decides which. The platform passes the URL of ours in this option.
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
