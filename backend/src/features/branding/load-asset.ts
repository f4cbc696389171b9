import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TextError } from '../../lib/errors.js';
import { text } from '../../lib/text.js';
import { fetchPicture } from '../../outgoing/picture.js';
import { imageType } from './image-type.js';

/** An image in memory. `hash` names its contents. */
export interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  readonly hash: string;
}

/** An image may have so many bytes. */
export const MAX_ASSET_BYTES = 2 * 1024 * 1024;

const tooLarge = (): Error => new TextError(text('platform.branding.why.tooLarge'));

const readLocal = async (url: URL): Promise<Buffer> => {
  const file = await open(fileURLToPath(url), 'r');
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new TextError(text('platform.branding.why.noFile'));
    if (info.size > MAX_ASSET_BYTES) throw tooLarge();
    return await file.readFile();
  } finally {
    await file.close();
  }
};

const readRemote = async (url: URL): Promise<Buffer> => {
  const answer = await fetchPicture(url, { maxBytes: MAX_ASSET_BYTES });
  if (!answer.ok)
    throw new TextError(text('platform.branding.why.answered', { status: answer.status }));
  return answer.body;
};

/** Turns bytes into an asset. Throws when they are no image. */
export const toAsset = (bytes: Buffer): Asset => {
  const type = imageType(bytes);
  if (type === null) throw new TextError(text('platform.branding.why.noImage'));
  return { bytes, type, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
};

/** Reads an image from a `file:` or `http(s):` address. Throws with words that end a sentence. */
export const loadAsset = async (uri: string): Promise<Asset> => {
  if (!URL.canParse(uri)) throw new TextError(text('platform.branding.why.noAddress'));
  const url = new URL(uri);
  switch (url.protocol) {
    case 'file:':
      return toAsset(await readLocal(url));
    case 'http:':
    case 'https:':
      return toAsset(await readRemote(url));
    default:
      throw new TextError(text('platform.branding.why.noAddress'));
  }
};
