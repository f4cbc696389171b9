/**
 * Which room of the house may know which. In the backend, from the ground up:
 * lib <- config, outgoing <- db, engine, jupyterhub <- auth <- features <- http, realtime, spawner-api <- app.
 */
const room = names => `^backend/src/(${names})/`;
const test = '\\.test\\.ts$|^backend/test/';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Modules that need each other are one module or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lib-knows-nothing',
      severity: 'error',
      from: { path: room('lib'), pathNot: test },
      to: { path: '^backend/src/', pathNot: room('lib') },
    },
    {
      name: 'config-and-outgoing-know-lib',
      severity: 'error',
      from: { path: room('config|outgoing'), pathNot: test },
      to: { path: '^backend/src/', pathNot: room('lib|config|outgoing') },
    },
    {
      name: 'ports-below-auth',
      severity: 'error',
      from: { path: room('db|engine|jupyterhub'), pathNot: test },
      to: { path: '^backend/src/', pathNot: room('lib|config|outgoing|db|engine|jupyterhub') },
    },
    {
      name: 'auth-below-features',
      severity: 'error',
      from: { path: room('auth'), pathNot: test },
      to: { path: '^backend/src/', pathNot: room('lib|config|outgoing|db|engine|jupyterhub|auth') },
    },
    {
      name: 'features-below-delivery',
      severity: 'error',
      from: { path: room('features'), pathNot: test },
      to: { path: `${room('http|realtime|spawner-api')}|^backend/src/[^/]+$` },
    },
    {
      name: 'only-main-knows-app',
      severity: 'error',
      from: { path: '^backend/src/[^/]+/', pathNot: test },
      to: { path: '^backend/src/[^/]+\\.ts$' },
    },
    {
      name: 'one-way-out',
      comment:
        'Requests leave through outgoing; ESLint sees static imports, this the dynamic ones.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: '^backend/src/(outgoing|engine/docker)/|\\.test\\.ts$',
      },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram)$', dynamic: true },
    },
    {
      name: 'no-foreign-repo',
      comment: "A feature never reads another feature's tables.",
      severity: 'error',
      from: { path: '^backend/src/features/([^/]+)/', pathNot: test },
      to: {
        path: '^backend/src/features/[^/]+/.+repo\\.ts$',
        pathNot: '^backend/src/features/$1/',
      },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      from: { path: '^packages/contracts/' },
      to: { path: '^(backend|packages/(?!contracts))' },
    },
    {
      name: 'pages-and-labs-know-only-the-wire',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^backend/' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$|/testing/|^backend/test/' },
      to: { path: '\\.test\\.tsx?$|/testing/|^backend/test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(backend|packages/[^/]+)/(lib|dist|labextension)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import'] },
  },
};
