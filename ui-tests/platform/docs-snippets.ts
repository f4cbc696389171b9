import { readFileSync } from 'node:fs';

/**
 * A code block of a guide.
 *
 * @param page - such as `users.md`
 * @param language - as it stands behind the fence
 * @param holds - words by which the block is known
 */
export const snippetFrom = (page: string, language: string, holds: string): string => {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.find(([, name, body]) => name === language && body?.includes(holds));
  if (found?.[2] === undefined)
    throw new Error(`docs/${page} prints no ${language} with ${holds}.`);
  return found[2];
};
