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

  it('stays branded when JupyterLab sets it, until it is stopped', async () => {
    const settled = () => new Promise(resolve => setTimeout(resolve));
    const setTitle = (title: string): void => {
      document.title = title;
    };
    setTitle('JupyterLab');
    const stop = followTitle(document, 'Acme');
    expect(document.title).toBe('Acme');
    setTitle('a.ipynb - JupyterLab');
    await settled();
    expect(document.title).toBe('a.ipynb - Acme');
    stop();
    setTitle('JupyterLab');
    await settled();
    expect(document.title).toBe('JupyterLab');
  });
});
