/** Jupyter Server's query parameter for requests that are not activity. */
const NO_TRACK = 'no_track_activity';

type MakeRequest<Rest extends unknown[], Response> = (url: string, ...rest: Rest) => Response;

/**
 * Adds the parameter to a URL of the lab's server, so that the server does not count the request
 * as activity. Other URLs stay as they are, and so do those of apps behind the server: a request
 * to them is activity, and they may not accept an unknown parameter.
 *
 * @param baseUrl - base URL of the server, with a trailing slash
 */
export const untrackedUrl = (url: string, baseUrl: string): string => {
  if (!url.startsWith(baseUrl) || url.startsWith(`${baseUrl}proxy/`)) return url;
  if (url.includes(`${NO_TRACK}=`)) return url;
  const [address = '', ...fragments] = url.split('#');
  const joint = address.includes('?') ? '&' : '?';
  return [`${address}${joint}${NO_TRACK}=1`, ...fragments].join('#');
};

/**
 * Keeps requests that this page sends by itself from counting as activity on its server. An open
 * JupyterLab asks for kernels, files and more every few seconds, and so do extensions. The server
 * then counts only what users do: here, in apps behind the server, in other pages, in programs.
 * A server that shuts itself down when idle uses the same count.
 *
 * @param connection - JupyterLab's `ServerConnection`, which it and its extensions send through
 * @param isActive - whether the user is active on the page
 * @returns false when the page does not allow the change
 */
export const untrackRequests = <Rest extends unknown[], Response>(
  connection: { makeRequest: MakeRequest<Rest, Response> },
  page: { fetch: typeof fetch; readonly location: { readonly href: string } },
  baseUrl: string,
  isActive: () => boolean,
): boolean => {
  const { makeRequest } = connection;
  const { fetch: plainFetch } = page;
  const urlFor = (url: string): string => (isActive() ? url : untrackedUrl(url, baseUrl));
  try {
    connection.makeRequest = (url, ...rest) => makeRequest(urlFor(url), ...rest);
    // Extensions that do not use it pass a URL; Request objects come from `makeRequest` above.
    page.fetch = (input, init) =>
      plainFetch.call(
        page,
        input instanceof Request ? input : urlFor(new URL(input, page.location.href).href),
        init,
      );
    return true;
  } catch {
    // The caller tells the hub, which then ignores the server's own count.
    return false;
  }
};
