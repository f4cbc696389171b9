import { operations } from '@perijove/contracts';
import { openApiDocument } from '@perijove/contracts/openapi';
import { renderDocs } from './api-docs.js';

it('lists every endpoint for readers', () => {
  const html = renderDocs(openApiDocument('1.2.3') as never);
  for (const { id } of operations) expect(html).toContain(`id="${id}"`);
});

it('shows text as text', () => {
  const operation = { operationId: 'x', summary: '<script>', tags: ['t'], responses: {} };
  const info = { title: 'T', version: '1' };
  const html = renderDocs({ info, paths: { '/x': { get: operation } } });
  expect(html).not.toContain('<script>');
});
