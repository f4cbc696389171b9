/** Chromium as the system has it; PERIJOVE_CHROMIUM names another one. */
export const browserOptions = {
  executablePath: process.env.PERIJOVE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
};
