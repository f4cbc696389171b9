import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Switches the list off. */
export const EVERY_HOST = '*';

const HEADER = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;
const NAME = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$/;

const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) !== 0;

/**
 * Names by commas: `hub.example.org`, `.example.org` for all below it, too, or `*`. Refuses with
 * words.
 */
export const parseHosts = (value: string): readonly string[] | string => {
  const hosts: string[] = [];
  for (const part of value.split(',').map(entry => entry.trim().toLowerCase())) {
    if (part === '') continue;
    const host = part.replace(/^\*(?=\.)/, '');
    if (host !== EVERY_HOST && !NAME.test(host.replace(/^\./, '')) && !isAddress(part)) {
      return 'must be host names such as hub.example.org or .example.org, without ports, separated by commas';
    }
    hosts.push(host);
  }
  return hosts;
};

/** The hosts that this deployment answers to. */
export interface AllowedHosts {
  /** Whether others are refused. Where nothing tells the public name, there is no list to keep. */
  readonly enforced: boolean;
  /** Whether a `Host` is on the list. */
  has(header: string | undefined): boolean;
}

const isName = (text: string): boolean => NAME.test(text.replace(/^\./, '')) && !isAddress(text);
const isLoopback = (host: string): boolean =>
  /^(localhost|127\..*|::1)$/i.test(host.replace(/^\[|\]$/g, ''));

/**
 * Decides by the same rule as the hub, and both are held to `hub/tests/allowed_hosts_cases.json`.
 *
 * A page elsewhere can lead a host name of its own to our address (DNS rebinding), and may then read
 * our answers; the name in `Host` tells it apart. An IP address needs no list: who opens one has
 * not looked up any name. And who sends no `Host` is no browser.
 * @param names.configured - what the operator lists
 * @param names.public - what other settings give away
 * @param names.internal - what our parts call each other
 */
export const allowedHosts = (names: {
  readonly configured: readonly string[];
  readonly public: readonly string[];
  readonly internal: readonly string[];
}): AllowedHosts => {
  const known = names.public.filter(name => name !== '' && !isLoopback(name));
  const listed = [...names.configured, ...known, ...names.internal]
    .map(name => name.toLowerCase().replace(/\.$/, ''))
    .filter(isName);
  const exact = new Set(['localhost', ...listed]);
  const domains = ['.localhost', ...listed.filter(name => name.startsWith('.'))];
  const anyHost = names.configured.includes(EVERY_HOST);
  return {
    enforced: !anyHost && names.configured.length + known.length > 0,
    has: header => {
      if (header === undefined || header === '') return true;
      const host = HEADER.exec(header)?.[1]?.toLowerCase().replace(/\.$/, '');
      if (host === undefined) return false;
      return (
        isAddress(host) ||
        exact.has(host) ||
        domains.some(domain => host.endsWith(domain) || host === domain.slice(1))
      );
    },
  };
};

const hostOf = (url: string | null | undefined): string =>
  url && URL.canParse(url) ? new URL(url).hostname : '';

/** The settings that tell hosts. Their names are written out: the table of settings reads this file. */
interface HostSettings {
  readonly PERIJOVE_ALLOWED_HOSTS: readonly string[];
  readonly CERTIFICATE_DOMAIN_NAME: string;
  readonly PERIJOVE_BACKEND_IP: string;
  readonly PERIJOVE_BACKEND_URL: string | null;
  readonly PERIJOVE_HUB_CONNECT_URL: string | null;
}

/** What this process answers to: as configured, and as JupyterHub and the wiring tell. */
export const hostsOf = (
  config: HostSettings,
  env: Readonly<Record<string, string | undefined>>,
): AllowedHosts => {
  // With a host for each lab, everything is below the hub's.
  const below = hostOf(env['JUPYTERHUB_HOST']);
  return allowedHosts({
    configured: config.PERIJOVE_ALLOWED_HOSTS,
    public: [
      config.CERTIFICATE_DOMAIN_NAME,
      hostOf(env['JUPYTERHUB_PUBLIC_URL']),
      below === '' ? '' : `.${below}`,
    ],
    internal: [
      hostname(),
      config.PERIJOVE_BACKEND_IP,
      hostOf(config.PERIJOVE_BACKEND_URL),
      hostOf(config.PERIJOVE_HUB_CONNECT_URL),
    ],
  });
};
