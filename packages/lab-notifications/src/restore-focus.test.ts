/** @jest-environment jsdom */
import { nextFocus, focusPosition } from './restore-focus';

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

describe('the focus in the notification centre', () => {
  it('moves to the next notification after one was dismissed', () => {
    const position = focusPosition(panelOf('a', 'b', 'c'), one('b'));
    expect(position && nextFocus(panelOf('a', 'c'), position)?.id).toBe('c');
  });

  it('moves to the last notification after the last one was dismissed', () => {
    const position = focusPosition(panelOf('a', 'b'), one('b'));
    expect(position && nextFocus(panelOf('a'), position)?.id).toBe('a');
  });

  it('moves to the filter when no notification is left, or the button is disabled', () => {
    const position = focusPosition(panelOf('a'), one('a'));
    expect(position && nextFocus(panelOf(), position)?.id).toBe('filter');
    const dismissAll = focusPosition(panelOf('a'), one('all'));
    expect(dismissAll && nextFocus(panelOf('a'), dismissAll)?.id).toBe('filter');
  });

  it('stays when it is elsewhere on the page', () => {
    expect(focusPosition(panelOf('a'), one('elsewhere'))).toBeNull();
  });
});
