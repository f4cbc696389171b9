import { brandTitle, followTitle } from './title';

describe('the title of the page', () => {
  it.each([
    ['JupyterLab', 'Acme'],
    ['JupyterLab (auto-x)', 'Acme (auto-x)'],
    ['Untitled.ipynb - JupyterLab', 'Untitled.ipynb - Acme'],
    ['a.py (2) - JupyterLab', 'a.py (2) - Acme'],
    ['JupyterLab tour.ipynb - lab-2', 'JupyterLab tour.ipynb - lab-2'],
    ['Untitled.ipynb', 'Untitled.ipynb'],
  ])('of %s is %s', (title, branded) => {
    expect(brandTitle(title, 'Acme')).toBe(branded);
  });

  it('takes a name literally', () => {
    expect(brandTitle('JupyterLab', '$& & <b>')).toBe('$& & <b>');
  });

  it('stays branded when JupyterLab sets it anew, and not after the end', async () => {
    const settled = () => new Promise(resolve => setTimeout(resolve));
    const name = (title: string): void => {
      document.title = title;
    };
    name('JupyterLab');
    const end = followTitle(document, 'Acme');
    expect(document.title).toBe('Acme');
    name('a.ipynb - JupyterLab');
    await settled();
    expect(document.title).toBe('a.ipynb - Acme');
    end();
    name('JupyterLab');
    await settled();
    expect(document.title).toBe('JupyterLab');
  });
});
