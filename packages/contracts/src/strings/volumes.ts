/** Volumes: what they hold, resets, the bin. */
export const volumes = {
  /** What is in each of the built-in volumes. */
  about: {
    home: 'Your home: settings, environments and everything outside the workspace',
    workspace: 'Your notebooks and data',
    cache: 'Downloads and caches that can be made again',
    shared: 'Files that everybody here shares',
  },
  sharedStays: 'The shared volume belongs to everybody. It cannot be reset from here.',
  notResettable: 'The administrator keeps this volume from being reset.',
  inUse: 'The server still uses these files. Stop it first, then try again. Nothing was changed.',
  wasEmpty: 'This volume was empty already.',
  tooManyKept: (count: number) =>
    `${count} earlier contents of this volume are kept already, and no more can be. Nothing was changed. Bring one back, or wait until the oldest is past its time.`,
  noGeneration:
    'These earlier contents are not there any more: restored already, or past their time.',
  generationLost:
    'These earlier contents were removed outside of the platform, so they cannot be brought back. What the volume holds now is unchanged.',
  noAccount: (user: string) =>
    `There is no account ${user}. Make one of that name first, then restore.`,
  notInBin: 'It is not in the bin any more: restored, or purged already.',
  purgedLater:
    'It cannot be brought back any more, but its files are still there. They are removed as soon as the container engine allows it.',
} as const;
