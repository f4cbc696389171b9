/** The path under which these pages live, with a slash at both ends, from the document's base. */
export const basePathOf = (baseUri: string): string => {
  const { pathname } = new URL(baseUri);
  return pathname.slice(0, pathname.lastIndexOf('/') + 1);
};

/** The path of the hub's root, with a slash at its end: `hubUrl` is `/prefix/hub/`. */
export const hubRootOf = (hubUrl: string): string => hubUrl.replace(/hub\/?$/, '');

/** Where JupyterHub asks what to start, and starts it. */
export const spawnPath = (hubUrl: string, user: string, server: string): string =>
  `${hubRootOf(hubUrl)}hub/spawn/${encodeURIComponent(user)}${
    server === '' ? '' : `/${encodeURIComponent(server)}`
  }`;

/** Where a user's server opens. */
export const serverPath = (hubUrl: string, user: string, server: string): string =>
  `${hubRootOf(hubUrl)}user/${encodeURIComponent(user)}/${
    server === '' ? '' : `${encodeURIComponent(server)}/`
  }`;
