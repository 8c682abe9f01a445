import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

/** Who may import whom: docs/architecture.md, "Folders". Each zone names what `target` may not import. */
const zones = [
  {
    target: './protocol',
    from: ['./app', './lesson-kit', './sandbox-runner', './scripts', './prisma', './e2e', './bench'],
  },
  { target: './sandbox-runner', from: ['./app', './lesson-kit', './scripts', './prisma', './e2e', './bench'] },
  { target: './lesson-kit', from: ['./app', './sandbox-runner', './scripts', './prisma', './e2e', './bench'] },
  { target: './app', from: ['./sandbox-runner', './scripts', './e2e', './bench'] },
  { target: './app/_components', from: ['./app/_server', './prisma', './lesson-kit'] },
  { target: ['./scripts', './e2e', './bench', './prisma'], from: ['./app'] },
];

/** Libraries with one home each. */
const homes = [
  { library: 'dockerode', home: 'sandbox-runner/docker/**' },
  {
    library: 'ws',
    home: [
      'sandbox-runner/ws/**',
      'app/_server/sockets/**',
      'sandbox-runner/tests/**',
      'e2e/**',
      'bench/**',
      'lesson-kit/**',
    ],
  },
  { library: '@xterm/*', home: 'app/_components/terminal/**' },
  { library: '@xyflow/react', home: 'app/_components/picture/**' },
  { library: '@dagrejs/dagre', home: 'app/_components/picture/**' },
  { library: '(monaco|dockerfile)-*', home: 'app/_components/editor/**' },
];

const restricted = (libraries) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      patterns: libraries.map((library) => ({
        regex: `^${library.replace(/\*$/, '')}${library.endsWith('*') ? '' : '$'}`,
        message: `${library} has one home: see docs/architecture.md.`,
      })),
    },
  ],
});

const envReaders = [
  'sandbox-runner/config.ts',
  'app/_server/env.ts',
  'scripts/settings.ts',
  '*.config.*',
  'prisma/**',
  'lesson-kit/prove/prove-main.ts',
  'e2e/env.ts',
  'bench/browser.ts',
  'sandbox-runner/tests/_util/test-config.ts',
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.next',
      'prisma/generated',
      'next-env.d.ts',
      'test-results',
      '**/*.mjs',
      'docs',
      'lessons',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './sandbox-runner/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['./tsconfig.json', './sandbox-runner/tsconfig.json'],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'import-x/no-cycle': ['error', { maxDepth: 4 }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'One reader of the environment per process.' },
      ],
      'max-lines': ['error', { max: 300 }],
      ...restricted(homes.map((h) => h.library)),
    },
  },
  // Libraries that live in one home together are all free there: of several blocks for the same files the last one counts.
  ...homes.map(({ home }) => ({
    files: [home].flat(),
    rules: restricted(homes.flatMap((h) => (String(h.home) === String(home) ? [] : [h.library]))),
  })),
  { files: envReaders, rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', '**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'One reader of the environment per process.' },
        { object: 'performance', property: 'now', message: 'A slow machine is no fault: speed belongs into bench/.' },
      ],
    },
  },
  // What browsers load as it is: plain JavaScript, in no TypeScript project.
  { files: ['public/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['app/**/*.tsx', 'app/**/*.ts'], ...reactHooks.configs.flat['recommended-latest'] },
);
