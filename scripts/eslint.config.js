import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/**
 * The import rules of the house (docs/architecture.md), each with its reason as the message, and the lids on
 * size. A rule's list is built per room, because a later block replaces an earlier one for the same file.
 */
const packages = {
  mongoose:
    'Mongoose belongs to the rooms that keep something: journal, records, snapshots, accounts, contacts, files, lease. Ask one of those.',
  'socket.io': 'Socket.IO belongs to server/live: a feature adds rows and commands, never messages.',
  'socket.io-client':
    'The only socket client is client/live; screens read the world store and submit through the outbox.',
  express: 'Express belongs to server/http: reads over HTTP are generic, a noun needs no route of its own.',
  leaflet: 'Leaflet belongs to client/map: rows go in, layers come out.',
  lmdb: 'LMDB belongs to the embedded store: everything else speaks to MongoDB.',
  pinia: 'Stores belong to client/live and client/account: nouns read them through composables.',
};
const keepers = ['journal', 'records', 'snapshots', 'accounts', 'contacts', 'files'];

const ban = (names) => names.map((name) => ({ name, message: packages[name] }));
const banBut = (...allowed) => ban(Object.keys(packages).filter((name) => !allowed.includes(name)));
const node = {
  regex: '^node:|^(fs|path|crypto|http|net|os|child_process)$',
  message: 'This room runs in a browser as well: no Node modules here.',
};
const rooms = (pattern, message) => ({ regex: pattern, message });

const imports = (files, paths, patterns = [], ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { paths, patterns }] },
});

const purity = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'shared/ has no clock: time is data and comes in with the context.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'shared/ has no clock: time is data and comes in with the context.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'shared/ has no chance: ids and salts come in from outside.',
  },
];
const htmlSinks = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
    message: 'Text is text: build DOM nodes with textContent.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|bindPopup|bindTooltip)$/]',
    message: 'Leaflet popups take HTML strings: use a panel, or a node made with textContent.',
  },
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**', 'test-results/**', '**/*.d.ts'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'max-lines': ['error', { max: 150, skipBlankLines: true }],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['**/*.{ts,js,mjs}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['tests/**', 'scripts/eslint.config.js'], rules: { 'max-lines-per-function': 'off' } },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...purity],
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'zod', message: 'Use zod/mini: the full build costs the phone 20 kB.' }],
          patterns: [
            {
              regex: '^(?!\\.{1,2}/|zod/mini$)',
              message: 'shared/ knows zod/mini and itself, nothing else: it runs everywhere.',
            },
            {
              regex: '^\\.\\./.*(server|client|scripts|tests)/',
              message: 'shared/ is the language; it does not know the buildings that speak it.',
            },
          ],
        },
      ],
    },
  },
  imports(['server/**/*.ts'], banBut(), [rooms('/client/', 'The server does not know the screens.')]),
  imports(['server/{desk,tail,clock}.ts'], banBut(), [
    rooms('^(?!\\.|node:)', 'desk, tail and clock are the spine: shared and journal only, no library.'),
    rooms(
      '/(live|http|accounts|records|client)/',
      'desk, tail and clock know shared and journal only; the others follow them.',
    ),
  ]),
  imports(
    [
      ...keepers.map((k) => `server/${k}/**/*.ts`),
      'server/lease.ts',
      'server/neighbours.ts',
      'server/store.ts',
    ],
    banBut('mongoose'),
    [rooms('/client/', 'The server does not know the screens.')],
  ),
  imports(['server/live/**/*.ts'], banBut('socket.io'), [
    rooms('/client/', 'The server does not know the screens.'),
  ]),
  imports(['server/http/**/*.ts'], banBut('express'), [
    rooms('/client/', 'The server does not know the screens.'),
  ]),
  imports(['server/embedded/*.ts'], banBut('lmdb'), [
    rooms('^\\.\\./(?!forkRoom|failpoints)', 'The embedded store is a database: it knows nothing of duty.'),
  ]),
  imports(['server/embedded/*/*.ts'], banBut('lmdb'), [
    rooms('^\\.\\./\\.\\./', 'The embedded store is a database: it knows nothing of duty.'),
  ]),
  imports(
    ['client/**/*.{ts,vue}'],
    banBut('pinia'),
    [node, rooms('/server/', 'The screens know the server by its contract in shared/ alone.')],
    ['client/vite.config.ts'],
  ),
  imports(['client/live/**/*.ts'], banBut('socket.io-client', 'pinia'), [
    node,
    rooms('/server/', 'The screens know the server by its contract in shared/ alone.'),
  ]),
  imports(['client/map/**/*.{ts,vue}'], banBut('leaflet'), [
    node,
    rooms(
      '^\\.\\./(?!\\.\\./shared/|live/|ui/)',
      "client/map takes rows: it does not know any noun's screens.",
    ),
  ]),
  imports(['client/map/*/**/*.{ts,vue}'], banBut('leaflet'), [
    node,
    rooms(
      '^\\.\\./\\.\\./(?!\\.\\./shared/|live/|ui/)',
      "client/map takes rows: it does not know any noun's screens.",
    ),
  ]),
  imports(['client/ui/**/*.{ts,vue}'], banBut(), [
    node,
    rooms('^(?!vue$|\\.{1,2}/)', 'client/ui knows Vue only.'),
    rooms('^\\.\\./', 'client/ui has no duty words: it knows nothing beside itself.'),
  ]),
  imports(['client/ui/gallery/**/*.{ts,vue}'], banBut(), [
    node,
    rooms('^(?!vue$|\\.{1,2}/)', 'client/ui knows Vue only.'),
    rooms('^\\.\\./\\.\\./', 'client/ui has no duty words: it knows nothing beside itself.'),
  ]),
  imports(['client/{unit,village,report,incident,attachment,layer}/**/*.{ts,vue}'], banBut(), [
    node,
    rooms(
      '^\\.\\./(?!\\.\\./shared/|live/|ui/)',
      "A noun's screens know shared, client/live and client/ui; faces compose nouns.",
    ),
  ]),
  imports(['client/{unit,village,report,incident,attachment,layer}/*/**/*.{ts,vue}'], banBut(), [
    node,
    rooms(
      '^\\.\\./\\.\\./(?!\\.\\./shared/|live/|ui/)',
      "A noun's screens know shared, client/live and client/ui; faces compose nouns.",
    ),
  ]),
  imports(['client/{unit,village,report,incident,attachment,layer}/*/*/**/*.{ts,vue}'], banBut(), [
    node,
    rooms(
      '^\\.\\./\\.\\./\\.\\./(?!\\.\\./shared/|live/|ui/)',
      "A noun's screens know shared, client/live and client/ui; faces compose nouns.",
    ),
  ]),
  {
    files: ['client/**/*.{ts,vue}'],
    rules: { 'no-restricted-syntax': ['error', ...htmlSinks] },
  },
);
