import { csvField } from './csv.js';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '\t=1', '\r=1'])(
  'makes no formula of a name: %j',
  name => {
    expect(csvField(name).replace(/^"/, '').startsWith("'")).toBe(true);
  },
);

it('leaves numbers numbers', () => {
  expect(csvField(-1.5)).toBe('-1.5');
});
