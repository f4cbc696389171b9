import { EngineError } from '../../port.js';
import { daemonMessage, toEngineError } from './errors.js';

const refused = (statusCode: number, message: string): Error =>
  Object.assign(new Error(`(HTTP code ${statusCode}) odd - ${message} `), {
    statusCode,
    json: { message },
  });

const broken = (code: string): Error => Object.assign(new Error(code), { code });
const named = (name: string): Error => Object.assign(new Error(name), { name });

describe('failures of Docker', () => {
  it.each([
    [refused(404, 'No such container: x'), 'not_found'],
    [refused(409, 'Conflict'), 'conflict'],
    [refused(400, 'invalid mount'), 'invalid'],
    [refused(401, 'who are you'), 'denied'],
    [refused(403, 'no'), 'denied'],
    [refused(500, 'boom'), 'unavailable'],
    [refused(503, 'later'), 'unavailable'],
    [refused(500, 'write /x: no space left on device'), 'quota'],
    [refused(500, 'could not select device driver "" with capabilities: [[gpu]]'), 'no_gpu'],
    [refused(500, 'fork/exec /usr/bin/runc: cannot allocate memory'), 'quota'],
    [refused(500, 'Bind for 0.0.0.0:80 failed: port is already allocated'), 'conflict'],
    [
      refused(500, 'OCI runtime create failed: nvidia-container-cli: initialization error'),
      'no_gpu',
    ],
    [
      refused(400, 'CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=all'),
      'no_gpu',
    ],
    [broken('ECONNREFUSED'), 'unavailable'],
    [broken('ENOENT'), 'unavailable'],
    [broken('EACCES'), 'denied'],
    [broken('ETIMEDOUT'), 'timeout_unknown'],
    [named('AbortError'), 'timeout_unknown'],
    [named('TimeoutError'), 'timeout_unknown'],
    [new Error('something new'), 'unavailable'],
    ['not even an error', 'unavailable'],
  ])('%s is %s', (error, kind) => {
    expect(toEngineError(error, { what: 'listContainers', effect: 'write' }).kind).toBe(kind);
  });

  it.each(['ECONNRESET', 'EPIPE'])(
    '%s says nothing of a write, and is plain absence for a read',
    code => {
      expect(toEngineError(broken(code), { what: 'listContainers', effect: 'write' }).kind).toBe(
        'timeout_unknown',
      );
      expect(toEngineError(broken(code), { what: 'listContainers', effect: 'read' }).kind).toBe(
        'unavailable',
      );
    },
  );

  it('keep the cause and say what was tried', () => {
    const cause = refused(409, 'the name is taken');
    const error = toEngineError(cause, { what: 'createServer', of: 'x', effect: 'write' });
    expect(error.cause).toBe(cause);
    expect(error.message).toBe('Docker could not create the server x: the name is taken');
  });

  it.each([
    ['createHelper', 'No such image: x', 'image'],
    ['downloadImage', 'new words', 'image'],
    ['createHelper', 'No such container: x', null],
  ] as const)('say whether %s lacks the image: %s', (what, said, about) => {
    const task = what === 'downloadImage' ? { what, of: 'x' } : { what };
    expect(toEngineError(refused(404, said), { ...task, effect: 'write' }).about).toBe(about);
  });

  it('that are understood already stay as they are', () => {
    const known = new EngineError('quota', 'full');
    expect(toEngineError(known, { what: 'listContainers', effect: 'write' })).toBe(known);
  });

  it('lose the decoration of dockerode', () => {
    const error = Object.assign(new Error('(HTTP code 500) server error - it broke '), {
      statusCode: 500,
    });
    expect(daemonMessage(error)).toBe('it broke');
  });
});
