import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import tseslint from 'typescript-eslint'

// The layers of docs: each folder, and what it may import. The message of a breach says what is allowed.
const allowed = {
  'src-shared/base': ['src-shared/base'],
  'src-shared/flow': ['src-shared/base', 'src-shared/flow'],
  'src-shared/analysis': ['src-shared/base', 'src-shared/flow', 'src-shared/analysis'],
  'src-shared/model': ['src-shared/base', 'src-shared/model'],
  'src-shared/expression': ['src-shared/base', 'src-shared/model', 'src-shared/expression'],
  'src-shared/contract': ['src-shared/model', 'src-shared/contract'],
  'src-shared/wire': ['src-shared/base', 'src-shared/model', 'src-shared/flow', 'src-shared/wire'],
  'src-main/signal': ['src-shared', 'src-main/signal'],
  'src-main/devices': ['src-shared', 'src-main/devices'],
  'src-main/decoders': ['src-shared', 'src-main/decoders', 'src-main/signal'],
  'src-main/captures': ['src-shared', 'src-main/captures', 'src-main/pipeline', 'src-main/decoders'],
  'src-main/pipeline': ['src-shared', 'src-main/pipeline', 'src-main/devices', 'src-main/decoders', 'src-main/signal'],
  'src-main/services': [
    'src-shared',
    'src-main/services',
    'src-main/pipeline',
    'src-main/captures',
    'src-main/devices',
    'src-main/decoders',
    'src-main/signal'
  ],
  'src-main/host/cli': [
    'src-shared',
    'src-main/host',
    'src-main/pipeline',
    'src-main/captures',
    'src-main/devices',
    'src-main/decoders',
    'src-main/signal'
  ],
  'src-main/host': ['src-shared', 'src-main/host'],
  'src-main/preload': ['src-main/preload', 'src-shared/wire'],
  'src-renderer': ['src-shared', 'src-renderer']
}

/** Refuses an import that leaves the folder's layer; says what is allowed. */
const layers = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const root = new URL('..', import.meta.url).pathname
    const file = context.filename.startsWith(root) ? context.filename.slice(root.length) : context.filename
    const layer = Object.keys(allowed).find(folder => file.startsWith(folder + '/'))
    if (!layer) return {}
    const check = node => {
      const specifier = node.source?.value
      if (typeof specifier !== 'string') return
      let target
      if (specifier.startsWith('@shared/')) target = 'src-shared/' + specifier.slice(8)
      else if (specifier.startsWith('@main/')) target = 'src-main/' + specifier.slice(6)
      else if (specifier.startsWith('@renderer/')) target = 'src-renderer/' + specifier.slice(10)
      else if (specifier.startsWith('.')) target = new URL(specifier, 'file:///' + file).pathname.slice(1)
      else return
      if (!target.startsWith('src-') || allowed[layer].some(folder => (target + '/').startsWith(folder + '/'))) return
      context.report({
        node,
        message: `${layer} may import only ${allowed[layer].join(', ')}; "${specifier}" is in ${target.split('/').slice(0, 2).join('/')}.`
      })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check
    }
  }
}

const onlyIn = (packages, where) => ({
  paths: packages.map(name => ({ name, message: `${name} may be used only in ${where}.` })),
  patterns: packages.map(name => ({ group: [name + '/*'], message: `${name} may be used only in ${where}.` }))
})
const restricted = (...lists) => [
  'error',
  { paths: lists.flatMap(list => list.paths), patterns: lists.flatMap(list => list.patterns) }
]
const electron = onlyIn(['electron'], 'src-main/host/electron, src-main/preload and src-main/entry/electron.ts')
const http = onlyIn(['http', 'node:http', 'https', 'node:https', 'ws', 'sirv'], 'src-main/host/http')
const duckdb = onlyIn(['@duckdb/node-api', '@duckdb/node-bindings'], 'src-main/captures')
const serialport = onlyIn(['serialport', '@serialport/bindings-cpp'], 'src-main/devices/serial')

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', 'test/data/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    files: ['**/*.{js,mjs,ts,vue}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    plugins: { signalbox: { rules: { layers } } },
    rules: {
      'signalbox/layers': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }]
    }
  },
  {
    files: ['src-main/**/*.ts', 'src-shared/**/*.ts'],
    rules: { 'no-restricted-imports': restricted(electron, http, duckdb, serialport) }
  },
  {
    files: ['src-main/host/electron/**', 'src-main/preload/**', 'src-main/entry/electron.ts'],
    rules: { 'no-restricted-imports': restricted(http, duckdb, serialport) }
  },
  { files: ['src-main/host/http/**'], rules: { 'no-restricted-imports': restricted(electron, duckdb, serialport) } },
  { files: ['src-main/captures/**'], rules: { 'no-restricted-imports': restricted(electron, http, serialport) } },
  { files: ['src-main/devices/serial/**'], rules: { 'no-restricted-imports': restricted(electron, http, duckdb) } },
  { files: ['src-main/entry/**', 'src-main/host/**', '.tools/**', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['.tools/**', '.config/**'], rules: { '@typescript-eslint/explicit-function-return-type': 'off' } },
  { files: ['src-renderer/**/*.vue'], rules: { 'vue/multi-word-component-names': 'off' } },
  prettier
)
