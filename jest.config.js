/**
 * Unit and integration tests of the TypeScript workspaces, one project each.
 * Sources are ES modules with `.js` suffixes; swc turns them into CommonJS for Jest.
 */
const swc = (tsx, transform = {}) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic' }, ...transform },
    },
    module: { type: 'commonjs' },
  },
];

/** Packages that ship only ES modules and have to be transformed as well. */
const esm = ['@jupyterlab', '@lumino', 'jose', 'zod-openapi', 'uuid', 'd3-dsv'].join('|');

const project = (displayName, dir, extra = {}) => ({
  displayName,
  rootDir: `<rootDir>/${dir}`.replace('<rootDir>', import.meta.dirname),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,test}/**/*.test.{ts,tsx}'],
  modulePathIgnorePatterns: ['/labextension/', '/backend/lib/share/'],
  transform: { '\\.(ts|js|mjs)$': swc(false), '\\.tsx$': swc(true) },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
  moduleNameMapper: {
    '^@perijove/contracts$': `${import.meta.dirname}/packages/contracts/src/index.ts`,
    '^@perijove/contracts/(.*)$': `${import.meta.dirname}/packages/contracts/src/$1.ts`,
    '\\.(css|svg)$': `${import.meta.dirname}/scripts/jest/empty.cjs`,
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  ...extra,
});

export default {
  // Long enough for a busy machine.
  testTimeout: 20_000,
  projects: [
    project('contracts', 'packages/contracts'),
    project('backend', 'backend', {
      // As in its tsconfig.
      transform: { '\\.(ts|js|mjs)$': swc(false, { useDefineForClassFields: false }) },
    }),
    project('hub-ui', 'packages/hub-ui', {
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/src/testing/start-texts.ts'],
    }),
    project('lab-hub', 'packages/lab-hub', {
      testMatch: ['<rootDir>/{src,scripts}/**/*.test.{ts,mjs}'],
    }),
    project('lab-notifications', 'packages/lab-notifications'),
    project('lab-session', 'packages/lab-session'),
    project('lab-branding', 'packages/lab-branding', { testEnvironment: 'jsdom' }),
  ],
};
