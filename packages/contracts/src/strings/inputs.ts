/** Problems of inputs. Pages and backend use the same checks. */
export const inputs = {
  userName:
    'User names cannot contain slashes or control characters, or start or end with a space.',
  /** The rule for accounts, in the words of the hub's own pages; a test holds the two together. */
  accountName: (most: number) =>
    `This name cannot be used. Use up to ${most} letters and digits; inside, also . _ - + @`,
  /** The same where another authenticator has rules of its own. */
  nameElsewhere: 'This name cannot be used here.',
  serverName: 'Server names cannot contain slashes or control characters, or consist of dots.',
  groupName:
    'Group names cannot contain slashes or control characters, or start or end with a space.',
  displayName:
    'Display names can contain single spaces between words, and none at the start or end.',
  hiddenInName: 'The name contains invisible or misleading characters. Type it again.',
  hiddenInText:
    'The text contains invisible characters or characters that change the text direction. Type it again.',
  volumeName: 'Volume names can only contain lower-case letters, digits, - and _.',
  nobodyNamed: 'Name at least one user to add or remove.',
  addedAndRemoved: 'A user cannot be added and removed in the same request.',
  quietHoursWithoutEnd: 'The start and end of quiet hours must differ.',
  /** A proxy answered instead of the platform. */
  hubAnswered: (status: number) => `The hub answered ${status}.`,
} as const;
