/**
 * Sets where the lab listens. The hub puts a URL into JUPYTERHUB_SERVICE_URL whose host and
 * port are those of a machine it imagines; only the engine knows the true ones.
 * Docker: every interface of the container. Process: a free port of this machine.
 */
export const withServiceUrl = (
  env: Readonly<Record<string, string>>,
  listen: { readonly host: string; readonly port: number },
): Record<string, string> => {
  const asked = env.JUPYTERHUB_SERVICE_URL;
  const prefix = env.JUPYTERHUB_SERVICE_PREFIX ?? '/';
  const origin = `http://${listen.host}:${listen.port}`;
  if (asked === undefined || asked === '')
    return { ...env, JUPYTERHUB_SERVICE_URL: origin + prefix };
  const path = URL.canParse(asked) ? new URL(asked).pathname : prefix;
  return { ...env, JUPYTERHUB_SERVICE_URL: origin + path };
};
