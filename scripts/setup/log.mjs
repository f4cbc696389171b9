// Output on the terminal.
const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);

export const bold = text => paint('1', text);
export const dim = text => paint('2', text);

/** The beginning of a step. */
export const step = text => console.log(`${paint('38;5;208', '●')} ${text}`);
let saidAt = 0;
/** A line that changes in place; on a terminal without that, one line every ten seconds. */
export const progress = text => {
  if (process.stdout.isTTY) {
    process.stdout.write(`\r\u001B[2K${text === '' ? '' : `  ${text}`}`);
  } else if (text !== '' && Date.now() - saidAt > 10_000) {
    saidAt = Date.now();
    console.log(`  ${text}`);
  }
};

/** Something worth knowing. */
export const note = text => console.log(`  ${dim(text)}`);
/** Ends the program with a message that says what to do. */
export class UserError extends Error {}

// Continue when the terminal was closed or the reader of the output has ended.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** The message about a full disk. */
export const diskFullMessage = place =>
  `The disk is full${place === undefined ? '' : ` where ${place} is`}. Nothing was lost.\n` +
  'Make room, then run the command again.';

const isFull = error => ['ENOSPC', 'EDQUOT'].includes(error?.code);

/** Runs a main function: prints the message of a `UserError`, and other errors with their stack. */
export const main = async run => {
  try {
    await run();
  } catch (error) {
    if (error instanceof UserError) console.error(`\n${error.message}\n`);
    else if (isFull(error)) console.error(`\n${diskFullMessage(error.path)}\n`);
    else console.error(error);
    process.exitCode = 1;
  }
};
