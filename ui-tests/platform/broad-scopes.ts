/** Tokens of programs with broad JupyterHub scopes, which the hub must restrict. */
export const broadScopeTokens = {
  /** Manages `doors-class`, with the scopes of the documented tutor. */
  tutor: 'a-token-for-the-tutor-of-the-tests',
  /** Has JupyterHub's scope for all groups. */
  filler: 'a-token-for-the-filler-of-the-tests',
  /** Administers Perijove, not the hub. */
  perijove: 'a-token-for-the-perijove-of-the-tests',
} as const;

const scopes = {
  tutor: ['list:users', 'groups', 'access:servers'].map(scope => `${scope}!group=doors-class`),
  filler: ['groups', 'list:users'],
  perijove: ['access:services!service=perijove', 'custom:perijove:admin'],
};

/** Configuration of the hub that creates the tokens. */
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
