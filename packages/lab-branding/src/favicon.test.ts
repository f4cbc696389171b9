import { setFavicons } from './favicon';

describe('the favicon', () => {
  it('changes for idle and busy, and JupyterLab still switches between them', () => {
    document.head.innerHTML = `
      <link rel="icon" type="image/x-icon" href="/favicon.ico" class="idle favicon">
      <link rel="" type="image/x-icon" href="/busy.ico" class="busy favicon">`;
    setFavicons(document, 'https://hub/a.svg', 'data:image/png;base64,x');
    const idle = document.querySelector<HTMLLinkElement>('link.idle.favicon');
    const busy = document.querySelector<HTMLLinkElement>('link.busy.favicon');
    expect(idle?.href).toBe('https://hub/a.svg');
    expect(busy?.href).toBe('data:image/png;base64,x');
    expect([idle?.rel, busy?.rel]).toEqual(['icon', '']);
    expect(idle?.hasAttribute('type')).toBe(false);
  });
});
