/** @jest-environment jsdom */
import { nextAfter, placeOf } from './keep-focus';

const panelOf = (...rows: string[]): HTMLElement => {
  document.body.innerHTML = `<button id="elsewhere"></button><div id="panel">
    <button id="all"></button><input type="search" id="filter">
    <ul>${rows.map(id => `<li class="perijove-Notice"><button id="${id}"></button></li>`).join('')}</ul>
  </div>`;
  return one('panel');
};
const one = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no ${id}.`);
  return found;
};

describe('the keyboard in the notification centre', () => {
  it('goes to the message that moved up after one was dismissed', () => {
    const place = placeOf(panelOf('a', 'b', 'c'), one('b'));
    expect(place && nextAfter(panelOf('a', 'c'), place)?.id).toBe('c');
  });

  it('goes to the last message after the last one was dismissed', () => {
    const place = placeOf(panelOf('a', 'b'), one('b'));
    expect(place && nextAfter(panelOf('a'), place)?.id).toBe('a');
  });

  it('goes to the filter when no message is left, or its button can no longer be pressed', () => {
    const place = placeOf(panelOf('a'), one('a'));
    expect(place && nextAfter(panelOf(), place)?.id).toBe('filter');
    const dismissAll = placeOf(panelOf('a'), one('all'));
    expect(dismissAll && nextAfter(panelOf('a'), dismissAll)?.id).toBe('filter');
  });

  it('is left alone when it is elsewhere on the page', () => {
    expect(placeOf(panelOf('a'), one('elsewhere'))).toBeNull();
  });
});
