// Loaded into JupyterHub's proxy before anything of its own. A line that cannot be written, because
// the disk is full or nobody reads any more, is an uncaught error there; the proxy writes a line of
// that too, and so on, until it answers nobody and has taken all memory.
'use strict';
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
