/**
 * The house's dependency rule:
 * contracts <- everything; platform <- db, engine, hub <- features <- http, realtime <- assemble <- main.
 */
const room = name => `^backend/src/${name}/`;

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
      name: 'platform-knows-nothing',
      severity: 'error',
      from: { path: room('platform'), pathNot: '\\.test\\.ts$' },
      to: { path: '^backend/src/(db|engine|hub|features|http|realtime|internal|config)/' },
    },
    {
      name: 'ports-below-features',
      severity: 'error',
      from: { path: '^backend/src/(db|engine|hub|config)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^backend/src/(features|http|realtime|internal)/' },
    },
    {
      name: 'features-below-delivery',
      comment: 'A feature knows the types of http (handlers, principals), never its machinery.',
      severity: 'error',
      from: { path: room('features'), pathNot: '\\.test\\.ts$' },
      to: { path: '^backend/src/(http/(?!handler|principal)|realtime/|internal/|assemble)' },
    },
    {
      name: 'one-way-out',
      comment:
        'Requests leave through outgoing; ESLint sees static imports, this the dynamic ones.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: '^backend/src/(outgoing|engine/docker)/|\\.test(kit)?\\.ts$',
      },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram)$', dynamic: true },
    },
    {
      name: 'outgoing-knows-nothing',
      severity: 'error',
      from: { path: room('outgoing'), pathNot: '\\.test\\.ts$' },
      to: { path: '^backend/src/(db|engine|hub|features|http|realtime|internal|config)/' },
    },
    {
      name: 'no-foreign-repo',
      comment: "A feature never reads another feature's tables.",
      severity: 'error',
      from: { path: '^backend/src/features/([^/]+)/', pathNot: '\\.test(kit)?\\.ts$' },
      to: { path: '^backend/src/features/[^/]+/repo\\.ts$', pathNot: '^backend/src/features/$1/' },
    },
    {
      name: 'only-assemble-wires',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: '^backend/src/(main|assemble|prepare)|\\.test(kit)?\\.ts$',
      },
      to: { path: '^backend/src/assemble' },
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
      from: { pathNot: '\\.test(kit)?\\.tsx?$' },
      to: { path: '\\.test(kit)?\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(lib|dist|labextension)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import'] },
  },
};
