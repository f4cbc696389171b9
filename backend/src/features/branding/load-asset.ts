import { strings } from '@perijove/contracts/strings';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { imageType } from './image-type.js';

/** An image in memory. `hash` names its contents. */
export interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  readonly hash: string;
}

/** An image may have so many bytes. */
export const MAX_ASSET_BYTES = 2 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 10_000;

const words = strings.platform.branding.why;

const tooLarge = (): Error => new Error(words.tooLarge);

const readLocal = async (url: URL): Promise<Buffer> => {
  const file = await open(fileURLToPath(url), 'r');
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new Error(words.noFile);
    if (info.size > MAX_ASSET_BYTES) throw tooLarge();
    return await file.readFile();
  } finally {
    await file.close();
  }
};

const readRemote = async (url: URL, fetchUrl: typeof fetch): Promise<Buffer> => {
  const response = await fetchUrl(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(words.answered(response.status));
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted as it comes: a length that a server announces need not be true.
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ASSET_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Turns bytes into an asset. Throws when they are no image. */
export const toAsset = (bytes: Buffer): Asset => {
  const type = imageType(bytes);
  if (type === null) throw new Error(words.noImage);
  return { bytes, type, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
};

/** Reads an image from a `file:` or `http(s):` address. Throws with words that end a sentence. */
export const loadAsset = async (uri: string, fetchUrl: typeof fetch): Promise<Asset> => {
  if (!URL.canParse(uri)) throw new Error(words.noAddress);
  const url = new URL(uri);
  switch (url.protocol) {
    case 'file:':
      return toAsset(await readLocal(url));
    case 'http:':
    case 'https:':
      return toAsset(await readRemote(url, fetchUrl));
    default:
      throw new Error(words.noAddress);
  }
};
