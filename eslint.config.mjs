import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import jupyter from '@jupyter/eslint-plugin';
import prettier from 'eslint-config-prettier';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

const typed = ['packages/*/src/**/*.{ts,tsx}', 'backend/{src,test}/**/*.ts', 'ui-tests/**/*.ts'];
const tests = [
  '**/*.test.{ts,tsx}',
  'backend/test/**',
  'packages/*/src/testing/**',
  'ui-tests/**/*.ts',
];
const lab = ['packages/lab-*/src/**/*.{ts,tsx}'];

/** A rule for all code, repeated where a stricter list replaces it. */
const byName = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };

/** Texts for users are in the catalogs, so that they can be translated. */
const words = String.raw`/\p{L}{2,}/u`;
const spoken = '/^(aria-label|aria-description|title|alt|label|placeholder)$/';
const child = ':matches(JSXElement, JSXFragment) > JSXExpressionContainer';
const wordsElsewhere = [
  `JSXText[value=${words}]`,
  `${child} > Literal[value=${words}]`,
  `${child} > :matches(ConditionalExpression, LogicalExpression) > Literal[value=${words}]`,
  `${child} > TemplateLiteral`,
  // A URL, such as `https://`, is not text.
  `JSXAttribute[name.name=${spoken}] > Literal[value=/^(?!\\w+:).*\\p{L}{2,}/u]`,
  `JSXAttribute[name.name=${spoken}] > JSXExpressionContainer > Literal[value=${words}]`,
].map(selector => ({ selector, message: 'Texts for users belong in packages/hub-ui/locales.' }));

const sql = String.raw`\b(?:VACUUM|SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|AND|ORDER BY|LIKE|CASE|END|AS \w+|sum\()|\w = [@?']`;
/** Any two words in a row, wherever they stand, unless it is HTML or SQL. */
const phrase = String.raw`/^(?!\W*<)(?!.*(?:${sql})).*\p{L}{2,}[,.:;]? (?!(?:charset|max-age)=)\p{L}{2,}/su`;
const unheard = [
  // Texts for operators, and our own bugs, which users see as `internal`.
  'CallExpression[callee.property.name=/^(trace|debug|info|warn|error|fatal)$/]',
  'CallExpression[callee.name="warn"]',
  'NewExpression[callee.name=/^(Error|TypeError|RangeError|ShuttingDown)$/]',
  // HTTP, CSS and SQL
  'CallExpression[callee.property.name=/^(set|setHeader|matchMedia)$/]',
  'JSXAttribute[name.name=/^(className|looks|d)$/]',
  'VariableDeclarator[id.name="COLUMNS"]',
  `TemplateLiteral:has(> TemplateElement[value.raw=/${sql}/])`,
]
  .map(place => `${place} *`)
  .join(', ');
const named = 'BinaryExpression, ImportDeclaration, Property[key.name="name"]';
const phrases = where =>
  [
    `:not(${named}) > Literal[value=${phrase}]:not(${unheard})`,
    `TemplateElement[value.raw=${phrase}]:not(${unheard})`,
  ].map(selector => ({ selector, message: `Texts for users belong in ${where}.` }));

/**
 * Requests leave the backend through `backend/src/outgoing` and nowhere else: there, credentials
 * cannot go astray, and answers are bounded. Docker has a client of its own, in `engine/docker`.
 */
const wayOut = 'Requests leave through backend/src/outgoing.';
const asking = {
  'node:http': ['request', 'get', 'Agent', 'globalAgent', 'ClientRequest', 'default'],
  'node:https': ['request', 'get', 'Agent', 'globalAgent', 'default'],
  'node:net': ['connect', 'createConnection', 'Socket', 'default'],
};
const modules = entries =>
  entries.flatMap(([name, rest]) => [
    { name, message: wayOut, ...rest },
    { name: name.replace('node:', ''), message: wayOut },
  ]);
const onlyWayOut = {
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...modules(Object.entries(asking).map(([name, importNames]) => [name, { importNames }])),
        ...modules(['node:http2', 'node:tls', 'node:dgram'].map(name => [name, {}])),
        ...['dockerode', 'undici', 'node-fetch', 'axios', 'got', 'ws', 'socket.io-client'].map(
          name => ({
            name,
            message: wayOut,
          }),
        ),
      ],
    },
  ],
  'no-restricted-globals': [
    'error',
    ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'require'].map(name => ({
      name,
      message: wayOut,
    })),
  ],
  'no-restricted-properties': [
    'error',
    ...['globalThis', 'global'].flatMap(object =>
      ['fetch', 'WebSocket', 'EventSource'].map(property => ({
        object,
        property,
        message: wayOut,
      })),
    ),
    { object: 'process', property: 'getBuiltinModule', message: wayOut },
  ],
};

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      'backend/lib/',
      'packages/*/lib/',
      '**/dist/',
      '**/labextension/',
      '.venv/',
      '.perijove/',
      '.perijove-dev/',
      '**/*.d.ts',
      // Written by a script.
      'backend/src/lib/text-keys.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['packages/hub-ui/public/**/*.js'],
    languageOptions: { globals: { ...globals.browser }, sourceType: 'script' },
  },
  {
    files: typed,
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'packages/*/tsconfig.json',
          'packages/*/tsconfig.lint.json',
          'backend/tsconfig.lint.json',
          'ui-tests/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Numbers in messages are fine; objects are not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `void set.delete(x)` and arrow functions without a result are readable.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Services are records of closures, so a method taken off one keeps working.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', byName],
      'max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['packages/hub-ui/src/**/*.tsx', 'packages/hub-ui/src/**/*.ts', ...lab],
    plugins: { 'react-hooks': hooks },
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['packages/hub-ui/src/**/*.{ts,tsx}'],
    ignores: [...tests, 'packages/hub-ui/src/testing/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        byName,
        ...wordsElsewhere,
        ...phrases('packages/hub-ui/locales'),
      ],
    },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: [
      ...tests,
      // Output on the terminal: startup errors and the chosen engine.
      'backend/src/config/**',
      'backend/src/{main,prepare}.ts',
      'backend/src/features/volumes/definitions/volumes-file.ts',
      // Shell scripts, and Docker's progress of a download.
      'backend/src/engine/{measure,process/wrapper,docker/images/pull-progress}.ts',
      // The words of generated passwords.
      'backend/src/features/users/passwords/password-words.ts',
      // The description of the API for developers, and the summaries of its routes.
      'backend/src/http/api-docs.ts',
      'backend/src/features/metrics/metrics.ts',
    ],
    rules: {
      'no-restricted-syntax': ['error', byName, ...phrases('backend/locales')],
    },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: [...tests, 'backend/src/outgoing/**', 'backend/src/engine/docker/**'],
    rules: onlyWayOut,
  },
  {
    files: lab,
    plugins: { jupyter },
    // Every rule of the plugin's own recommendation, as an error.
    rules: {
      ...Object.fromEntries(
        Object.keys(jupyter.configs.recommended[0].rules).map(rule => [rule, 'error']),
      ),
      // All four bundles weigh less than one of Jupyter's icons sets: a chunk per plugin would
      // cost a request each and save nothing.
      'jupyter/prefer-lazy-imports': 'off',
    },
  },
  {
    // JupyterLab plugins and Playwright configurations are default exports.
    files: ['packages/lab-*/src/index.ts', 'ui-tests/**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: tests,
    languageOptions: { globals: { ...globals.jest } },
    rules: {
      // Jest's matchers and fakes are typed loosely by nature.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs}', '*.js'],
    rules: { 'max-lines': ['error', 350] },
  },
  prettier,
);
