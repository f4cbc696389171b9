import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../lib/errors.js';

/** What group and others may do. */
const OTHERS = 0o077;

/** What is the platform's in its data folder; the hub's side has the same list. */
const OURS = ['backend', 'hub', 'secrets', 'run', 'logs', 'certs', 'lab-scripts', 'ports.json'];
/** Folders that hold users' files further down: these are closed themselves, and not what they hold. */
const OUTER = ['engine', 'engine/labs', 'engine/volumes', 'engine/content'];

/**
 * Takes from group and others what they may do with the data folder and the platform's files in it,
 * whatever an earlier version, a copy or an umask left. Links are neither followed nor changed, and
 * what users keep is not touched. Nothing else that lies in the folder is changed.
 * @returns what could not be closed, in words for the log
 */
export const closeToOthers = (root: string): readonly string[] => {
  const problems: string[] = [];
  /** Whether it is a directory. */
  const close = (path: string): boolean => {
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (facts === undefined || facts.isSymbolicLink()) return false;
    try {
      if ((facts.mode & OTHERS) !== 0) chmodSync(path, facts.mode & 0o7700);
    } catch (error) {
      problems.push(`${path} stays open to other accounts of this machine: ${messageOf(error)}`);
    }
    return facts.isDirectory();
  };
  const closeAll = (path: string): void => {
    if (!close(path)) return;
    try {
      for (const name of readdirSync(path)) closeAll(join(path, name));
    } catch (error) {
      problems.push(`${path} cannot be read: ${messageOf(error)}`);
    }
  };
  close(root);
  OURS.forEach(name => closeAll(join(root, name)));
  OUTER.forEach(name => close(join(root, name)));
  return problems;
};
