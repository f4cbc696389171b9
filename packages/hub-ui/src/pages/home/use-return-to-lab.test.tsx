import type { ServerView } from '@perijove/contracts';
import { leaveWord, type LeadBack } from '@perijove/contracts/lead-back';
import { renderHook } from '@testing-library/react';
import { serverOf } from '../../testing/samples';
import { useReturnToLab } from './use-return-to-lab';

const open = jest.fn();
const start = jest.fn();
const pathOf = (name: string) => `/base/user/ada/${name === '' ? '' : `${name}/`}`;

beforeEach(() => {
  jest.clearAllMocks();
  sessionStorage.clear();
});

const stopped = (name: string) => serverOf({ name, phase: 'stopped', url: null });
const starting = (name: string) => serverOf({ name, phase: 'starting', url: null });
const OLD = '2030-01-01T08:00:00.000Z';
const NEW = '2030-01-01T12:00:00.000Z';
const running = (name: string, startedAt = NEW) => serverOf({ name, url: pathOf(name), startedAt });

const comeFrom = (word: LeadBack, servers: readonly ServerView[]) => {
  leaveWord(sessionStorage, word, Date.now());
  return renderHook(
    (known: readonly ServerView[]) =>
      useReturnToLab(name => known.find(server => server.name === name), pathOf, start, open),
    { initialProps: servers },
  );
};

it.each(['', 'big'])('starts the server "%s" that stopped, and leads back into it', name => {
  const path = `${pathOf(name)}lab/tree/a.ipynb`;
  const others = [running('small'), ...(name === '' ? [] : [running('')])];
  const { rerender } = comeFrom({ path, server: name, start: true, run: OLD }, []);
  expect(start).not.toHaveBeenCalled();
  rerender([...others, stopped(name)]);
  expect(start.mock.calls).toEqual([[name]]);
  rerender([...others, starting(name)]);
  expect(open).not.toHaveBeenCalled();
  rerender([...others, running(name)]);
  expect(open.mock.calls).toEqual([[path]]);
});

it.each(['', 'big'])('waits for the restart of the server "%s" and starts nothing', name => {
  const path = `${pathOf(name)}lab/tree/a.ipynb`;
  const { rerender } = comeFrom({ path, server: name, start: false, run: OLD }, [
    running(name, OLD),
  ]);
  rerender([serverOf({ name, phase: 'stopping', startedAt: OLD })]);
  expect(open).not.toHaveBeenCalled();
  rerender([starting(name)]);
  rerender([running(name)]);
  expect(open.mock.calls).toEqual([[path]]);
  expect(start).not.toHaveBeenCalled();
});

it('goes back at once when the restart was over before this page was there', () => {
  const path = `${pathOf('big')}lab`;
  comeFrom({ path, server: 'big', start: false, run: OLD }, [running('big')]);
  expect(open.mock.calls).toEqual([[path]]);
});

it('stays here when the start failed, however the server is started later', () => {
  const word = { path: `${pathOf('')}lab`, server: '', start: true, run: OLD };
  const { rerender } = comeFrom(word, [stopped('')]);
  rerender([starting('')]);
  rerender([serverOf({ phase: 'failed', url: null })]);
  rerender([starting('')]);
  rerender([running('')]);
  expect(open).not.toHaveBeenCalled();
});

it('goes on waiting when a start that failed is tried again on the page', () => {
  const path = `${pathOf('big')}lab/tree/a.ipynb`;
  const { result, rerender } = comeFrom({ path, server: 'big', start: true, run: OLD }, [
    stopped('big'),
  ]);
  rerender([serverOf({ name: 'big', phase: 'failed', url: null })]);
  expect(result.current?.server).toBe('big');
  result.current?.wait();
  rerender([starting('big')]);
  rerender([running('big')]);
  expect(open.mock.calls).toEqual([[path]]);
});

it('leaves a tab alone that came from no lab', () => {
  const { result } = renderHook(() => useReturnToLab(() => running(''), pathOf, start, open));
  expect(result.current).toBeNull();
  expect(open).not.toHaveBeenCalled();
  expect(start).not.toHaveBeenCalled();
});
