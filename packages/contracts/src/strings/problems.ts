const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What an administrator should know about the settings. */
export const problems = {
  asset: (setting: string, problem: string) => `${setting} cannot be shown: ${problem}`,
  withoutEffect: (name: string, engine: 'docker' | 'process') =>
    engine === 'docker'
      ? `${name} has no effect: labs run in containers. It is for local processes.`
      : `${name} has no effect: labs run as local processes. It is for containers.`,
  oldName: (name: string, oldName: string) => `${oldName} is an old name. Set ${name} instead.`,
  noTls:
    'This page came without encryption: passwords can be read on the way. Put TLS in front, or set JUPYTERHUB_SSL_ENABLED=1.',
  powerfulGroup: (group: string, members: number) =>
    `The group ${group} has ${people(members)} in it. Their labs have power over this whole machine.`,
  openSignUp:
    'Sign-up is open without approval: whoever reaches this page gets an account and a lab. Take open_signup out of the hub’s configuration, or set JUPYTERHUB_SIGNUP_ENABLED=0.',
  shortPasswords: (length: number, better: number) =>
    `Passwords of ${length} characters are accepted. Ask for at least ${better} with minimum_password_length in the hub’s configuration.`,
  fewWords: (count: number, better: number) =>
    `Generated passwords have ${count} words. ${better} are much harder to guess.`,
  noMemoryLimit: 'Labs have no memory limit: one of them can take the memory of all.',
  noCpuLimit: 'Labs have no CPU limit: one of them can slow all others down.',
  floatingImage:
    'The image of labs names no version: two labs started on different days can differ. Name a tag or a digest.',
  noCuller: 'Servers that nobody uses are never stopped.',
  noUndo: 'A reset of a volume cannot be undone: its contents go at once.',
} as const;
