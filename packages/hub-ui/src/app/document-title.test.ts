import { setDocumentTitle } from './document-title';

afterEach(() => {
  document.head.innerHTML = '';
});

it('puts the name that the service wrote into the page behind the title', () => {
  document.head.innerHTML = '<meta name="application-name" content="Observatory">';
  setDocumentTitle('Volumes');
  expect(document.title).toBe('Volumes · Observatory');
});

it('does without, where a page is shown by itself', () => {
  setDocumentTitle('Volumes');
  expect(document.title).toBe('Volumes · Perijove');
});
