/** Where JupyterHub serves a lab, when it has not said so itself. */
export const pathOf = (baseUrl: string, user: string, server: string): string => {
  const base = baseUrl.replace(/\/?$/, '/');
  const tail = server === '' ? '' : `${encodeURIComponent(server)}/`;
  return `${base}user/${encodeURIComponent(user)}/${tail}`;
};
