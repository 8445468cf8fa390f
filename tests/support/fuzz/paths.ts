/** Ways out of a folder, spelled so that a careless reader does not see them. */
const OUT = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2e.',
  '..%00',
  '..%01',
  '%252e%252e',
  '..;',
  '%c0%ae%c0%ae',
  '%uff0e%uff0e',
  '\uff0e\uff0e',
  '..%ef%bc%8f',
  '....',
  '.../...',
] as const;
const SLASH = ['/', '%2f', '\\', '%5c', '//', '/./', '%252f', '%c0%af'] as const;
const WANTED = ['package.json', 'etc/passwd', '.git/config', 'server/main.ts'] as const;

/** Names that mean something to an operating system and nothing to us. Latin-1: as they stand in a request line. */
const STRANGE = [
  '/C:/Windows/win.ini',
  '/C:%5cWindows%5cwin.ini',
  '//host/share/file',
  '/\\\\host\\share',
  '/file:///etc/passwd',
  '/http://127.0.0.1/',
  '/proc/self/environ',
  '/dev/random',
  '/CON',
  '/aux.txt',
  '/.env',
  '/.git/HEAD',
  '/node_modules/express/package.json',
  '/data/store/data.mdb',
  '/%00',
  '/index.html%00.png',
  '/index.html::$DATA',
  '/index.html.',
  '/index.html%20',
  '/%',
  '/%zz',
  '/%ff%fe',
  '/%e0%80%80',
  `/${'a'.repeat(8_000)}`,
  `/${'../'.repeat(2_000)}etc/passwd`,
  `/${'a/'.repeat(3_000)}`,
  `/${'%2e'.repeat(1_500)}`,
  '/assets',
  '/assets/',
  '/assets//',
  '/assets/.',
  '/assets/..',
  '/ASSETS/../package.json',
  '/phone.html/..%2f..%2fpackage.json',
  '/__proto__',
  '/constructor',
] as const;

/** Where a path is taken from an address: the pages, their files, the documentation, and the routes with a part. */
const BASES = [
  '',
  '/assets',
  '/api/docs',
  '/api/files',
  '/api/records',
  '/api/contacts',
  '/api/sessions',
] as const;

/** At least two hundred addresses that try to lead out of where they begin. */
export function traversals(): string[] {
  const climbs = OUT.flatMap((up) => SLASH.map((slash) => `${up}${slash}`.repeat(6)));
  const paths = climbs.flatMap((climb, n) =>
    BASES.map((base, m) => `${base}/${climb}${WANTED[(n + m) % WANTED.length]}`),
  );
  return [...paths, ...STRANGE, ...BASES.flatMap((base) => STRANGE.map((strange) => base + strange))];
}
