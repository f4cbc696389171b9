import { inEnglish } from './lib/catalog.js';
import { text } from './lib/text.js';
import { openDataFolder } from './config/data-folder.js';
import type { Config } from './config/config.js';
import { withoutEffect } from './config/engine-settings.js';
import { deploymentId, hasUserData, readMeta, writeMeta } from './db/deployment.js';
import { openDb } from './db/open.js';
import { EngineError } from './engine/port.js';
import { openConfiguredEngine } from './open-engine.js';
import { systemClock } from './lib/clock.js';
import { messageOf } from './lib/errors.js';
import type { Logger } from './lib/logger.js';

/** What `npm start` needs to know before it can configure the hub. */
export interface Prepared {
  readonly engine: 'docker' | 'process';
  /** Why this engine, for users. */
  readonly words: string;
  readonly notes: readonly string[];
  /** The host's address on the labs' network; null without one. */
  readonly gateway: string | null;
}

/**
 * Decides where labs run and makes their network. What `auto` decided is kept once a user has
 * started a lab: another engine would not find any files.
 * @param onProgress - hears about an image that is being fetched
 */
export const prepare = async (deps: {
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly onProgress: (message: string) => void;
}): Promise<Prepared> => {
  const { config, env, log, onProgress } = deps;
  const data = openDataFolder(config.PERIJOVE_DATA);
  const db = openDb(data.stateDb, 'state');
  try {
    const open = (kind: Config['PERIJOVE_ENGINE']) =>
      openConfiguredEngine({
        config: { ...config, PERIJOVE_ENGINE: kind },
        env,
        data,
        deploymentId: deploymentId(db, config.PERIJOVE_DEPLOYMENT_ID),
        clock: systemClock,
        log,
      });
    const kept = hasUserData(db) ? readMeta(db, 'engine') : null;
    const goesOn =
      config.PERIJOVE_ENGINE === 'auto' && (kept === 'docker' || kept === 'process') ? kept : null;
    const wanted = goesOn ?? config.PERIJOVE_ENGINE;
    const opened = await open(wanted);
    const notes: string[] = withoutEffect(opened.kind, env).map(name =>
      inEnglish(text(`problems.withoutEffect.${opened.kind}`, { name })),
    );
    try {
      if (opened.kind === 'process') {
        writeMeta(db, 'engine', 'process');
        const why =
          goesOn === null
            ? { words: inEnglish(opened.reason), notes }
            : { ...whyStill, notes: [...whyStill.notes, ...notes] };
        return { engine: 'process', ...why, gateway: null };
      }
      try {
        await opened.engine.ensureImage(config.JUPYTERHUB_NOTEBOOK_IMAGE, ({ message }) =>
          onProgress(inEnglish(message)),
        );
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        if (wanted === 'auto') {
          writeMeta(db, 'engine', 'process');
          return {
            engine: 'process',
            words:
              "Labs run as local processes: Docker answers, but the labs' image is not to be had.",
            notes: [
              // The image is what it is about, so that one is not told to be of no use.
              ...withoutEffect('process', env)
                .filter(name => name !== 'JUPYTERHUB_NOTEBOOK_IMAGE')
                .map(name => inEnglish(text('problems.withoutEffect.process', { name }))),
              messageOf(error),
              ...imageHint,
              'Until a lab is started, each start tries again.',
            ],
            gateway: null,
          };
        }
        notes.push(messageOf(error), ...imageHint);
      }
      const gateway = await opened.engine.networkGateway();
      writeMeta(db, 'engine', 'docker');
      return { engine: 'docker', words: inEnglish(opened.reason), notes, gateway };
    } finally {
      await opened.engine.close();
    }
  } finally {
    db.close();
  }
};

const whyStill = {
  words: "Labs run as local processes, as before: the users' files are there.",
  notes: ['`npm start -- --engine docker` changes to containers, which begin without them.'],
};

const imageHint = [
  'Set JUPYTERHUB_NOTEBOOK_IMAGE to an image that this engine has or can fetch;',
  'without a registry, `npm run images` builds one: JUPYTERHUB_NOTEBOOK_IMAGE=perijove/lab:test',
];
