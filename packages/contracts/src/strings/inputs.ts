/** What is wrong with an input that a page or a program gave, checked in both places alike. */
export const inputs = {
  userName: 'A user name has no slash, no control character and no space at its ends.',
  /** The rule for accounts, in the words of the hub's own pages; a test holds the two together. */
  accountName: (most: number) =>
    `This name cannot be used. Use up to ${most} letters and digits; inside, also . _ - + @`,
  /** The same where another authenticator has rules of its own. */
  nameElsewhere: 'This name cannot be used here.',
  serverName: 'A server name has no slash and no control character, and is not made of dots.',
  groupName: 'A group name has no slash, no control character and no space at its ends.',
  displayName: 'A display name has single spaces between its words, and none before and after.',
  hiddenInName:
    'The name holds characters that cannot be seen, change the order of others or look like others. Type it anew.',
  hiddenInText:
    'The text holds characters that cannot be seen or change the order of others. Type it anew.',
  volumeName: 'A volume name has lower-case letters, digits, - and _ only.',
  nobodyNamed: 'Name somebody to add or to remove.',
  addedAndRemoved: 'Nobody can be added and removed at once.',
  quietHoursWithoutEnd: 'Quiet hours need an end that is not their beginning.',
  /** Something between page and platform answered in its place. */
  hubAnswered: (status: number) => `The hub answered ${status}.`,
} as const;
