import { Router } from 'express';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

const rowOf = (method: string, path: string, operation: Operation): string => {
  const answers = Object.entries(operation.responses)
    .map(([status, { description }]) => `${status} ${description}`)
    .join(' · ');
  return `<tr id="${escape(operation.operationId)}">
<td><code>${escape(method.toUpperCase())}</code></td>
<td><code>${escape(path)}</code></td>
<td>${escape(operation.summary)}</td>
<td><small>${escape(answers)}</small></td></tr>`;
};

/** A page that lists the interface; programs read openapi.json instead. */
export const renderDocs = (document: Document): string => {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0] ?? 'other';
      groups.set(tag, [...(groups.get(tag) ?? []), rowOf(method, path, operation)]);
    }
  }
  const sections = [...groups].map(
    ([tag, rows]) => `<h2>${escape(tag)}</h2>
<table><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">Meaning</th>
<th scope="col">Answers</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
  );
  const { title, version } = document.info;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} interface</title></head>
<body><main><h1>${escape(title)} ${escape(version)}: the REST interface</h1>
<p>Send <code>Authorization: token …</code> with a JupyterHub token. Schemas of requests and answers
are in <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${sections.join('\n')}</main></body></html>
`;
};

/** Serves the description of the API to anyone, for programs and for readers. */
export const createApiDocs = (openApi: () => unknown): Router => {
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi());
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(renderDocs(openApi() as Document));
  });
  return router;
};
