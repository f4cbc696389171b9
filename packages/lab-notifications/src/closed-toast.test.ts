/** @jest-environment jsdom */
import { closedToastId } from './closed-toast';

const toast = `<div class="Toastify__toast" id="n7">
  <button class="jp-Notification-Toast-Close"><span><svg></svg></span></button>
  <div class="jp-toast-message">Hello</div>
</div>`;

const inside = (container: string, selector: string): string | null => {
  document.body.innerHTML = `<div class="${container}">${toast}</div>`;
  return closedToastId(document.querySelector(selector));
};

describe('the × of a toast', () => {
  it('gives the id of the toast, clicked on the button or its icon', () => {
    expect(inside('jp-toastContainer', 'button')).toBe('n7');
    expect(inside('jp-toastContainer', 'svg')).toBe('n7');
  });

  it('is neither the text of the toast nor the × of the list', () => {
    expect(inside('jp-toastContainer', '.jp-toast-message')).toBeNull();
    expect(inside('jp-Notification-List', 'button')).toBeNull();
    expect(closedToastId(null)).toBeNull();
  });
});
