/** Tokens of programs that hold rights of JupyterHub which lead round rules, unless the hub looks. */
export const broadScopeTokens = {
  /** Looks after the class `doors-class`, with the scopes of the guide's tutor. */
  tutor: 'a-token-for-the-tutor-of-the-tests',
  /** Fills any group, as far as JupyterHub's own scope goes. */
  filler: 'a-token-for-the-filler-of-the-tests',
  /** Administers Perijove, and nothing of the hub. */
  perijove: 'a-token-for-the-perijove-of-the-tests',
} as const;

const scopes = {
  tutor: ['list:users', 'groups', 'access:servers'].map(scope => `${scope}!group=doors-class`),
  filler: ['groups', 'list:users'],
  perijove: ['access:services!service=perijove', 'custom:perijove:admin'],
};

/** The hub's configuration that gives them out. */
export const broadScopesConfig = Object.entries(broadScopeTokens)
  .map(([name, token]) => {
    const held = JSON.stringify(scopes[name as keyof typeof scopes]);
    return `
c.JupyterHub.services.append({"name": "doors-${name}", "api_token": "${token}"})
c.JupyterHub.load_roles.append(
    {"name": "doors-${name}", "scopes": ${held}, "services": ["doors-${name}"]}
)`;
  })
  .join('\n');
