import type { Config } from './config.js';

/** Values that are fine alone and make no sense together, in words. */
export const contradictions = (config: Config): readonly string[] => {
  const problems: string[] = [];
  const maxAge = config.JUPYTERHUB_IDLE_CULLER_MAX_AGE;
  if (maxAge > 0 && maxAge < config.JUPYTERHUB_IDLE_CULLER_TIMEOUT) {
    problems.push(
      'JUPYTERHUB_IDLE_CULLER_MAX_AGE is shorter than JUPYTERHUB_IDLE_CULLER_TIMEOUT: every server would stop by age before it can be idle.',
    );
  }
  if (config.JUPYTERHUB_IDLE_CULLER_INTERVAL > config.JUPYTERHUB_IDLE_CULLER_TIMEOUT) {
    problems.push(
      'JUPYTERHUB_IDLE_CULLER_INTERVAL is longer than JUPYTERHUB_IDLE_CULLER_TIMEOUT: idle servers would be found much too late.',
    );
  }
  if (!config.JUPYTERHUB_BASE_URL.startsWith('/')) {
    problems.push('JUPYTERHUB_BASE_URL must begin with a slash.');
  }
  if (
    config.PERIJOVE_INTERNAL_URL !== null &&
    !/^(unix:\/\/\/|http:\/\/)/.test(config.PERIJOVE_INTERNAL_URL)
  ) {
    problems.push('PERIJOVE_INTERNAL_URL must be unix:///path or http://host:port.');
  }
  return problems;
};
