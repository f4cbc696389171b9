/** Jupyter's own word in an address for a request that is no sign of a person. */
const UNTRACKED = 'no_track_activity';

type MakeRequest<Rest extends unknown[], Answer> = (url: string, ...rest: Rest) => Answer;

/**
 * The address by which the lab's server leaves a request out of its count of activity. Addresses
 * elsewhere stay as they are, and so do those of apps behind the server: whoever talks to them
 * uses them, and they may not like a word that is none of theirs.
 *
 * @param baseUrl - the server's, with a slash at its end
 */
export const quietUrl = (url: string, baseUrl: string): string => {
  if (!url.startsWith(baseUrl) || url.startsWith(`${baseUrl}proxy/`)) return url;
  if (url.includes(`${UNTRACKED}=`)) return url;
  const [address = '', ...fragments] = url.split('#');
  const joint = address.includes('?') ? '&' : '?';
  return [`${address}${joint}${UNTRACKED}=1`, ...fragments].join('#');
};

/**
 * From now on what this page asks its server for by itself does not count as activity there. An
 * open JupyterLab asks for kernels, files and more every few seconds, extensions ask for their own.
 * So the server's count is left to what people do, here or where no page of ours sees it: in apps
 * behind the server, in other pages, in programs. A server that ends itself when nobody uses it
 * goes by the same count.
 *
 * @param connection - JupyterLab's `ServerConnection`, through which it and its extensions ask
 * @param inUse - whether somebody uses the page right now
 * @returns whether that could be arranged
 */
export const askQuietly = <Rest extends unknown[], Answer>(
  connection: { makeRequest: MakeRequest<Rest, Answer> },
  page: { fetch: typeof fetch; readonly location: { readonly href: string } },
  baseUrl: string,
  inUse: () => boolean,
): boolean => {
  const { makeRequest } = connection;
  const { fetch: plainFetch } = page;
  const addressOf = (url: string): string => (inUse() ? url : quietUrl(url, baseUrl));
  try {
    connection.makeRequest = (url, ...rest) => makeRequest(addressOf(url), ...rest);
    // Extensions that do without it ask by an address; whole requests come from above.
    page.fetch = (input, init) =>
      plainFetch.call(
        page,
        input instanceof Request ? input : addressOf(new URL(input, page.location.href).href),
        init,
      );
    return true;
  } catch {
    // A page that does not let itself be changed says so, and its server's count is left out.
    return false;
  }
};
