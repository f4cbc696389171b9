import { text } from '../../lib/text.js';
import { join } from 'node:path';
import { EngineError } from '../port.js';

/** Where everything of the process engine lies; the folder can be moved while no lab runs. */
export interface Layout {
  readonly labs: string;
  readonly volumes: string;
  readonly content: string;
  lab(name: string): LabFiles;
  volume(name: string): string;
}

/** The files of one lab. */
export interface LabFiles {
  readonly directory: string;
  /** The lab's spec. It holds tokens: for the owner's eyes only. */
  readonly record: string;
  /** Home for a lab whose spec mounts none. */
  readonly home: string;
}

export const createLayout = (dataDir: string): Layout => {
  const labs = join(dataDir, 'labs');
  const volumes = join(dataDir, 'volumes');
  return {
    labs,
    volumes,
    content: join(dataDir, 'content'),
    lab: name => {
      const directory = join(labs, safeName(name));
      return {
        directory,
        record: join(directory, 'lab.json'),
        home: join(directory, 'home'),
      };
    },
    volume: name => join(volumes, safeName(name)),
  };
};

/** Names become directories, so nothing that leads elsewhere passes. Throws `invalid`. */
export const safeName = (name: string): string => {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/.test(name)) return name;
  throw new EngineError('invalid', text('engine.processes.noName', { name }));
};
