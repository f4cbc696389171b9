/**
 * Whether a name can be a group's, by the rules of the wire. Its schema would bring the whole of
 * zod into the page; a test holds the two together.
 */
export const isGroupName = (name: string): boolean =>
  name !== '' &&
  name.length <= 255 &&
  !/[\p{Cc}/\\]/u.test(name) &&
  name !== '.' &&
  name !== '..' &&
  name.trim() === name;
