// The house's rules of who may import whom; docs/architecture draws them.
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: '\\.(test|contract)\\.ts$|/testing\\.ts$' },
  to: {
    path: '^(packages|functions|infra|statemachines|localstack|scripts|tests|bench|examples|web)/',
    pathNot: `^(${[from, ...allowed].join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a cycle means that two things are one',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'what cannot be found cannot be checked',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    }, // types only
    only('contracts-stand-alone', 'packages/contracts', [], 'what crosses a wire depends on nothing of ours'),
    only('core-is-pure', 'packages/core', ['packages/contracts'], 'the domain knows contracts only'),
    only('aws-adapts-core', 'packages/aws', ['packages/contracts', 'packages/core'], 'adapters implement core ports'),
    only(
      'media-adapts-core',
      'packages/media',
      ['packages/contracts', 'packages/core'],
      'adapters implement core ports',
    ),
    only(
      'analysis-adapts-core',
      'packages/analysis',
      ['packages/contracts', 'packages/core'],
      'adapters implement core ports',
    ),
    only(
      'lambda-is-the-edge',
      'packages/lambda',
      ['packages/contracts', 'packages/core'],
      'the edge knows no cloud adapter',
    ),
    only('client-knows-the-wire', 'packages/client', ['packages/contracts'], 'the SDK runs in browsers'),
    only(
      'cli-on-the-sdk',
      'packages/cli',
      ['packages/contracts', 'packages/client'],
      'the command is a user of the SDK',
    ),
    only(
      'functions-wire',
      'functions',
      [
        'packages/contracts',
        'packages/core',
        'packages/aws',
        'packages/media',
        'packages/analysis',
        'packages/lambda',
        'docs',
      ],
      'functions wire, they do not decide',
    ),
    {
      name: 'infra-imports-types',
      severity: 'error',
      comment: 'infra imports types of environments, contracts and state machines; nothing that runs in a function',
      from: { path: '^infra/' },
      to: {
        path: '^(packages|functions|localstack|scripts|tests)/',
        pathNot: '^packages/contracts/|^functions/.*(\\.|-)env\\.ts$',
      },
    },
    {
      name: 'core-without-cloud',
      severity: 'error',
      comment: 'core and contracts know no AWS, no HTTP, no files',
      from: { path: '^packages/(core|contracts)/src', pathNot: '\\.(test|contract)\\.ts$' },
      to: { path: '@aws-sdk|@aws-lambda-powertools|@middy|sharp|^(node:)?(fs|http|https|net|child_process)$' },
    },
    {
      name: 'services-by-their-door',
      severity: 'error',
      comment: "another service's folder in core is entered through its index.ts",
      from: { path: '^packages/core/src/([^/]+)/', pathNot: '\\.(test|contract)\\.ts$' },
      to: { path: '^packages/core/src/([^/]+)/.+', pathNot: ['^packages/core/src/$1/', '/index\\.ts$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(cdk\\.out|coverage|\\.sluice)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
