import { request } from 'node:http';

const SOCKET = '/var/run/docker.sock';

/** Docker's own count; answers how many of these volumes it has a size for, and their bytes. */
export const systemDf = names =>
  new Promise((resolve, reject) => {
    const call = request({ socketPath: SOCKET, path: '/system/df?type=volume' }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode !== 200) return reject(new Error(`df: ${text.slice(0, 200)}`));
        const volumes = JSON.parse(text).Volumes ?? [];
        const wanted = new Set(names);
        const sizes = volumes
          .filter(volume => wanted.has(volume.Name))
          .map(volume => volume.UsageData?.Size ?? -1)
          .filter(size => size >= 0);
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        resolve({ volumes: sizes.length, bytes, all: volumes.length });
      });
    });
    call.once('error', reject);
    call.end();
  });
