import { english } from '../../../../test/helpers/english.js';
import { EngineError } from '../../port.js';
import { pullError, withTag } from './images.js';
import { createPullProgress } from './pull-progress.js';

describe('the name of an image', () => {
  it.each([
    ['stock', 'stock:latest'],
    ['stock:1', 'stock:1'],
    ['host:5000/stock', 'host:5000/stock:latest'],
    ['host:5000/stock:1', 'host:5000/stock:1'],
    ['stock@sha256:abc', 'stock@sha256:abc'],
  ])('%s is pulled as %s', (image, pulled) => {
    expect(withTag(image)).toBe(pulled);
  });
});

describe('why a pull failed', () => {
  it.each([
    ['manifest for x:1 not found: manifest unknown', 'not_found'],
    [
      'pull access denied for x, repository does not exist or may require docker login',
      'not_found',
    ],
    ['unauthorized: authentication required', 'not_found'],
    ['no matching manifest for linux/arm64 in the manifest list entries', 'not_found'],
    ['Get "https://r/v2/": dial tcp: lookup r: no such host', 'unavailable'],
    ['net/http: TLS handshake timeout', 'unavailable'],
    ['unexpected EOF', 'unavailable'],
    ['Get "http://r/v2/": context deadline exceeded', 'unavailable'],
    ['read tcp 10.0.0.2:1->10.0.0.3:443: read: connection reset by peer', 'unavailable'],
    ['received unexpected HTTP status: 503 Service Unavailable', 'unavailable'],
    ['failed to register layer: write /x: no space left on device', 'quota'],
    ['invalid reference format', 'invalid'],
    ['something new', 'unavailable'],
  ])('%s: %s', (said, kind) => {
    const error = pullError('x:1', new Error(said));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain('x:1');
  });

  it('is told with the next step: the registry knows no such image, or does not answer', () => {
    expect(pullError('x:1', new Error('manifest unknown'))).toMatchObject({
      about: 'image',
      message:
        'The image x:1 was not found, or its registry wants a login. Check its name, or bring it to this machine with docker pull.',
    });
    expect(pullError('x:1', new Error('dial tcp: connect: connection refused'))).toMatchObject({
      about: 'image',
      message:
        'The image x:1 is not on this machine, and its registry does not answer. Bring it here with docker pull or docker load, or try again later.',
    });
  });

  it('is told in one short line, whatever page a registry answered', () => {
    const page = `<html>\n\u001b[31m\u202e${'no '.repeat(100_000)}`;
    const { message } = pullError('x:1', new Error(page));
    expect(message.length).toBeLessThan(1500);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('never comes from the name of the image', () => {
    const error = pullError('not found/unauthorized', new Error('something new'));
    expect(error).toMatchObject({ kind: 'unavailable', about: null });
  });

  it('stays unknown when it was given up', () => {
    expect(pullError('x', new EngineError('timeout_unknown', 'late')).kind).toBe('timeout_unknown');
  });
});

describe('the progress of a pull', () => {
  it('remembers no more layers than an image has', () => {
    const progress = createPullProgress('x');
    const line = (id: string) => ({
      id,
      status: 'Downloading',
      progressDetail: { current: 1, total: 2 },
    });
    for (let count = 0; count < 256; count += 1) expect(progress(line(`${count}`))).not.toBeNull();
    expect(progress(line('one more'))).toBeNull();
    expect(progress(line('7'))).not.toBeNull();
    expect(createPullProgress('x')(line('y'.repeat(1000)))).toBeNull();
  });

  it('adds up the layers and never runs backwards', () => {
    const progress = createPullProgress('x');
    expect(progress({ status: 'Pulling from library/x', id: 'latest' })).toBeNull();
    expect(progress({ id: 'a', status: 'Pulling fs layer' })?.percent).toBeNull();
    const at = (id: string, status: string, current = 0, total = 0) =>
      progress({ id, status, progressDetail: { current, total } });
    expect(at('a', 'Downloading', 50, 100)?.percent).toBe(25);
    expect(at('b', 'Downloading', 1, 900)?.percent).toBe(25);
    expect(at('a', 'Download complete')?.percent).toBe(25);
    expect(at('b', 'Downloading', 900, 900)?.percent).toBe(50);
    expect(at('b', 'Extracting', 450, 900)?.percent).toBe(72);
    expect(at('b', 'Pull complete')?.percent).toBe(95);
    expect(english(at('a', 'Pull complete'))).toEqual({
      percent: 99,
      message: 'Downloading the image x: 0 MB of 0 MB',
    });
  });
});
