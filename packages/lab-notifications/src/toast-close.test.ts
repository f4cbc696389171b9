/** @jest-environment jsdom */
import { closedToast } from './toast-close';

const toast = `<div class="Toastify__toast" id="n7">
  <button class="jp-Notification-Toast-Close"><span><svg></svg></span></button>
  <div class="jp-toast-message">Hello</div>
</div>`;

const inside = (container: string, selector: string): string | null => {
  document.body.innerHTML = `<div class="${container}">${toast}</div>`;
  return closedToast(document.querySelector(selector));
};

describe('the × of a toast', () => {
  it('names its toast, pressed on the button or on its drawing', () => {
    expect(inside('jp-toastContainer', 'button')).toBe('n7');
    expect(inside('jp-toastContainer', 'svg')).toBe('n7');
  });

  it('is not the words of the toast, nor the × in the list of JupyterLab', () => {
    expect(inside('jp-toastContainer', '.jp-toast-message')).toBeNull();
    expect(inside('jp-Notification-List', 'button')).toBeNull();
    expect(closedToast(null)).toBeNull();
  });
});
