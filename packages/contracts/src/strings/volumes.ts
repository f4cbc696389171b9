/** Volumes: contents, resets and the trash. */
export const volumes = {
  /** The contents of the built-in volumes. */
  about: {
    home: 'Your home: settings, environments and everything outside the workspace',
    workspace: 'Your notebooks and data',
    cache: 'Downloads and caches that can be recreated',
    shared: 'Files shared by all users',
  },
  sharedStays: 'The shared volume belongs to all users and cannot be reset here.',
  notResettable: 'The administrator does not allow resets of this volume.',
  inUse: 'The server is using these files. Nothing was changed. Stop the server, then try again.',
  wasEmpty: 'This volume was already empty.',
  tooManyKept: (count: number) =>
    `This volume already has ${count} earlier versions, which is the limit. Nothing was changed. Restore one, or wait until the oldest expires.`,
  noGeneration: 'This earlier version no longer exists. It was restored or has expired.',
  generationLost:
    'This earlier version was removed outside of Perijove and cannot be restored. The current files are unchanged.',
  noAccount: (user: string) =>
    `There is no account ${user}. Create one with that name, then restore.`,
  notInBin: 'It is no longer in the trash. It was restored or deleted permanently.',
  purgedLater:
    'It can no longer be restored. Its files will be removed when the container engine allows it.',
} as const;
