import { pool } from './pool.mjs';

/** JupyterHub's own REST API with the benchmark's token; throws for any answer but success. */
export const createHubApi = (url, token) => {
  const headers = { Authorization: `token ${token}`, 'Content-Type': 'application/json' };

  const call = async (method, path, body) => {
    const answer = await fetch(`${url}hub/api${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return { status: answer.status, data: text === '' ? null : JSON.parse(text) };
  };

  return {
    call,
    makeUsers: async (names, batch = 100) => {
      for (let first = 0; first < names.length; first += batch) {
        await call('POST', '/users', { usernames: names.slice(first, first + batch) });
      }
    },
    /** Tokens like those of labs, in the order of the names. */
    makeTokens: names =>
      pool(names, 4, async name => {
        const scopes = ['access:services!service=perijove', `access:servers!user=${name}`];
        const { data } = await call('POST', `/users/${name}/tokens`, { note: 'bench', scopes });
        return data.token;
      }),
    /** Resolves once the server runs; follows JupyterHub's own progress. Throws when it failed. */
    start: async name => {
      const { status } = await call('POST', `/users/${name}/server`, {});
      if (status === 201) return;
      const progress = await fetch(`${url}hub/api/users/${name}/server/progress`, { headers });
      if (!progress.ok) throw new Error(`progress of ${name}: ${progress.status}`);
      for await (const event of events(progress.body)) {
        if (event.ready) return;
        if (event.failed) throw new Error(event.message);
      }
      throw new Error(`the progress of ${name} ended without a result`);
    },
    stop: name => call('DELETE', `/users/${name}/server`),
    running: async name => (await call('GET', `/users/${name}`)).data.servers?.[''] !== undefined,
  };
};

/** Server-sent events, one JSON document each. */
async function* events(body) {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      if (part.startsWith('data:')) yield JSON.parse(part.slice(5));
    }
  }
}
