import { LEAD_BACK_KEY } from '@perijove/contracts/lead-back';
import { leaveForStart } from './leave';

const place = {
  serviceUrl: 'https://hub/services/perijove/',
  homeUrl: 'https://hub/hub/home',
  user: 'ada',
  server: '',
  visitor: 'ada',
};

const leave = (server: string) => {
  const left: string[] = [];
  const words = new Map<string, string>();
  leaveForStart({ server, place }, true, {
    storage: { setItem: (key, value) => void words.set(key, value) },
    path: '/user/ada/lab/tree/a.ipynb',
    nowMs: 5,
    assign: url => left.push(url),
  });
  return { left, word: words.get(LEAD_BACK_KEY) };
};

describe('leaving for a start', () => {
  it('goes home and leaves word of where to come back to', () => {
    const { left, word } = leave('');
    expect(left).toEqual(['https://hub/services/perijove/']);
    expect(JSON.parse(word ?? '')).toEqual({
      path: '/user/ada/lab/tree/a.ipynb',
      start: true,
      atMs: 5,
    });
  });

  it('goes to the list of servers from a named one', () => {
    expect(leave('gpu')).toEqual({ left: ['https://hub/hub/home'], word: undefined });
  });
});
