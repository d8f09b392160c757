import { defineConfig, type OxlintOverride } from 'oxlint';

/** Dependencies point up this list only; packages of one row do not know each other. */
const layers = [
  ['core'],
  ['io', 'model'],
  ['train', 'anomaly', 'nowcast', 'store'],
  ['engine', 'report'],
];

const noDeepImport = {
  regex: String.raw`^@presage/[^/]+/.|(^|/)\.\./[a-z][a-z-]*/src/`,
  message: 'Import another package by its name; only what its src/index.ts exports is its API.',
};

const directions = layers.flatMap((layer, depth) =>
  layer.flatMap((name): OxlintOverride[] => {
    const above = layers.slice(0, depth).flat();
    const forbidden = [
      ...layers.slice(depth).flat(),
      'cli',
      'server',
      'desktop',
      'ui',
      'bench',
      'eval',
    ];
    const message = `@presage/${name} may import ${above.join(', ') || 'no other package'}: dependencies point one way.`;
    return [
      { files: [`packages/${name}/**`], rules: only(forbidden, message) },
      // An example imports its package as everybody else does.
      {
        files: [`packages/${name}/examples/**`],
        rules: only(forbidden.toSpliced(forbidden.indexOf(name), 1), message),
      },
    ];
  }),
);

function only(forbidden: readonly string[], message: string): NonNullable<OxlintOverride['rules']> {
  const notForIt = { regex: `^@presage/(${forbidden.join('|')})$`, message };
  return { 'no-restricted-imports': ['error', { patterns: [noDeepImport, notForIt] }] };
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  options: { typeAware: true },
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    'no-restricted-imports': ['error', { patterns: [noDeepImport] }],
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'max-lines': ['error', { max: 400 }],
    'max-params': ['error', { max: 3 }],
    'no-console': 'error',
    eqeqeq: 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',

    // Frames and steps come one after the other: that is the point of the loop.
    'no-await-in-loop': 'off',
    // Copies are wanted: values are read-only here.
    'oxc/no-map-spread': 'off',
    // Takes a variable that a closure changes for one that never changes.
    'no-unmodified-loop-condition': 'off',
    // Knows Node callbacks only, and takes every RxJS observer for one.
    'promise/no-promise-in-callback': 'off',
    // Factories return closures here; no method uses `this`.
    'typescript/unbound-method': 'off',
    // protobufjs types its enums' fields as plain numbers.
    'typescript/no-unsafe-enum-comparison': 'off',
    // A narrowing `as` is the way where the compiler cannot follow; `any` stays forbidden.
    'typescript/no-unsafe-type-assertion': 'off',
  },
  overrides: [
    ...directions,
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    // Their output is what they are for.
    { files: ['**/examples/**', 'tools/**'], rules: { 'no-console': 'off' } },
  ],
  // .ci is plain JavaScript for whatever Node the system has.
  ignorePatterns: ['**/dist', '**/out', '.ci'],
});
