/**
 * Names of servers from JupyterHub 6 on: a part of an address that stays the same in a host name,
 * a file name and a label. What users call a server is beside it, its display name.
 */
const SLUG = /^[a-z](?:-?[a-z0-9])*$/;
const LONGEST_SLUG = 30;

/** Latin letters that no accent comes off of. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
};

/** Whether JupyterHub 6 takes this name for a new server. */
export const isServerSlug = (name: string): boolean =>
  name.length <= LONGEST_SLUG && SLUG.test(name);

/**
 * The name for a new server that is called so: the letters and digits that survive, joined by
 * hyphens, with a number behind when the name is taken.
 *
 * @param title what a user calls it, in any script
 * @param taken names of their other servers
 */
export const serverSlugOf = (title: string, taken: readonly string[]): string => {
  const plain = title
    .toLowerCase()
    .replace(/[ßæœøłđð]/g, letter => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');
  const started = /^[a-z]/.test(plain) ? plain : `server-${plain}`;
  const cut = (most: number): string => started.slice(0, most).replace(/-+$/, '');
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : `-${number}`;
    const name = `${cut(LONGEST_SLUG - tail.length)}${tail}`;
    if (!taken.includes(name)) return name;
  }
};
