/** JupyterHub's own scopes and what each contains, as much of them as matters here (5.5). */
const CONTAINS: Readonly<Record<string, readonly string[]>> = {
  'admin:users': ['users', 'delete:users'],
  users: ['read:users', 'list:users', 'users:activity'],
  'list:users': ['read:users:name'],
  'read:users': ['read:users:name', 'read:users:groups', 'read:users:activity'],
  'users:activity': ['read:users:activity'],
  'admin:servers': ['servers'],
  servers: ['read:servers', 'delete:servers'],
  'read:servers': ['read:users:name'],
  'admin:groups': ['groups', 'delete:groups'],
  groups: ['read:groups', 'list:groups'],
  'list:groups': ['read:groups:name'],
  'read:groups': ['read:groups:name'],
  'custom:perijove:admin': ['custom:perijove:notify'],
};

/** Expands scopes as JupyterHub does before it tells them, each part with the same filter. */
export const expanded = (scopes: readonly string[]): readonly string[] => {
  const all = new Set(scopes);
  for (const scope of all) {
    const [name = '', filter] = scope.split(/(?=!)/, 2);
    for (const part of CONTAINS[name] ?? []) all.add(`${part}${filter ?? ''}`);
  }
  return [...all];
};
