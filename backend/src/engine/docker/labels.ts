/** Labels by which a deployment knows its own; nothing without `deployment` is touched. */
export const label = {
  deployment: 'perijove.deployment',
  lab: 'perijove.lab',
  helper: 'perijove.helper',
  probe: 'perijove.probe',
  user: 'perijove.user',
  server: 'perijove.server',
  spec: 'perijove.spec',
  image: 'perijove.image',
  port: 'perijove.port',
} as const;

/** The other deployment that made this; null for ours and for what carries no label. */
export const strangerOf = (
  labels: Readonly<Record<string, string>>,
  deploymentId: string,
): string | null => {
  const owner = labels[label.deployment] ?? deploymentId;
  return owner === deploymentId ? null : owner;
};

/**
 * The project of Docker Compose whose file declares a volume; null for any other. What is in it is
 * some program's, and never one user's: not even when its name looks like theirs.
 */
export const composeProjectOf = (labels: Readonly<Record<string, string>>): string | null =>
  labels['com.docker.compose.project'] ?? null;

/** Docker's filter for the labs of one deployment. */
export const labsOf = (deploymentId: string): { label: string[] } => ({
  label: [`${label.deployment}=${deploymentId}`, `${label.lab}=1`],
});

/** Docker's filter for the short-lived helper containers of one deployment. */
export const helpersOf = (deploymentId: string): { label: string[] } => ({
  label: [`${label.deployment}=${deploymentId}`, `${label.helper}=1`],
});

/** Docker's filter for the GPU probes of one deployment. */
export const probesOf = (deploymentId: string): { label: string[] } => ({
  label: [`${label.deployment}=${deploymentId}`, `${label.probe}=1`],
});
