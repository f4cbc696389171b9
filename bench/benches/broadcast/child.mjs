import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A helper process beside this file, asked one thing at a time. */
export const startHelper = (file, cleanup) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)));
  cleanup.add(() => void child.kill('SIGKILL'));
  return {
    ask: message =>
      new Promise((resolve, reject) => {
        const ended = code => reject(new Error(`${file} ended with ${code}`));
        child.once('exit', ended);
        child.once('message', ({ answer, problem }) => {
          child.off('exit', ended);
          if (problem === undefined) resolve(answer);
          else reject(new Error(problem));
        });
        child.send(message);
      }),
  };
};
