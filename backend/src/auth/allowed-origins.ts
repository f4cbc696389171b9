import type { RequestHandler } from 'express';

/** Whether an origin is a host of this hub. */
export type IsAllowedOrigin = (origin: string) => boolean;

/**
 * With `subdomain_host`, JupyterHub gives its pages, its services and every lab a host of their own,
 * all below one name. Without it there is one host, and no other origin is allowed.
 * @param hubHost - such as `https://hub.example.org`; empty without subdomains
 */
export const allowedOrigins = (hubHost: string): IsAllowedOrigin => {
  if (!URL.canParse(hubHost)) return () => false;
  const hub = new URL(hubHost);
  return origin => {
    if (!URL.canParse(origin)) return false;
    const { protocol, hostname, port } = new URL(origin);
    const ours = hostname === hub.hostname || hostname.endsWith(`.${hub.hostname}`);
    return ours && protocol === hub.protocol && port === hub.port;
  };
};

/**
 * Lets pages on those hosts read our answers. They have to bring a token: cookies are never let
 * through, so a lab's page can do no more than the token that it has.
 */
export const allowOrigins =
  (isAllowedOrigin: IsAllowedOrigin): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin === undefined || !isAllowedOrigin(origin)) {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    response
      .setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
      .setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type')
      .setHeader('Access-Control-Max-Age', '600')
      .status(204)
      .end();
  };
