/** What is read of an answer that goes on for long. */
export interface ByteStream extends AsyncIterable<Buffer | string> {
  destroy(error?: Error): unknown;
}

/** Dockerode's streams can be destroyed, though their type does not say so. */
export const asBytes = (stream: NodeJS.ReadableStream): ByteStream =>
  stream as NodeJS.ReadableStream & ByteStream;

/** A line is no longer, in characters: what a registry or an image says comes along in them. */
const LONGEST_LINE = 1024 * 1024;

/** Reads a stream of JSON objects, one a line, however the bytes are cut. Throws when one is long. */
export async function* readNdjson(stream: AsyncIterable<Buffer | string>): AsyncGenerator {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('A line of the answer has no end.');
    for (const line of lines) {
      if (line.trim() !== '') yield JSON.parse(line);
    }
  }
  if (rest.trim() !== '') yield JSON.parse(rest);
}
