import { EngineError } from '../../../engine/port.js';
import { failureOf, withQuote } from './failure.js';
import { english } from '../../../../test/helpers/english.js';

it.each([
  ['not_found', 'Kein Abbild.', { about: 'image' }, 'image_not_found', 'Kein Abbild.'],
  ['not_found', 'The image of nothing.', {}, 'engine_not_found', 'The image of nothing.'],
  [
    'unavailable',
    'Kein Abbild.',
    { about: 'image' },
    'image_unavailable',
    'The server could not be started. Kein Abbild.',
  ],
  [
    'unavailable',
    'The image is away.',
    {},
    'engine_unavailable',
    'The server could not be started: The image is away. Please try again in a minute.',
  ],
] as const)('%s, "%s", %j: the code comes from the error, never from its words', (...row) => {
  const [kind, said, options, code, message] = row;
  expect(english(failureOf(new EngineError(kind, said, options)))).toEqual({ code, message });
});

it('quotes the last lines that say something', () => {
  expect(english(withQuote('It ended.', ['a', ' ', 'b ', 'c', 'd', '']))).toBe(
    'It ended. It said: b\nc\nd',
  );
  expect(withQuote('It ended.', [' ', ''])).toBe('It ended.');
});
