import { readdirSync } from 'node:fs';

/** Whether an administrator has put anything into the directory; no when it cannot be read. */
export const hasFiles = (directory: string): boolean => {
  try {
    return readdirSync(directory).length > 0;
  } catch {
    return false;
  }
};
