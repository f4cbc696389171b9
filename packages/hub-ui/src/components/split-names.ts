/** Takes names apart that were typed or pasted together, and leaves out those already there. */
export const addNames = (names: readonly string[], text: string): readonly string[] => {
  const added = text
    .split(/[,;\n\t]/)
    .map(name => name.trim())
    .filter(name => name !== '');
  return [...new Set([...names, ...added])];
};
