import { existsSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { Router, static as serve, type Request, type Response } from 'express';

/** The screens, each a page of its own. */
const PAGES = { '/': 'index.html', '/m': 'phone.html', '/wall': 'wall.html', '/enter': 'enter.html' };
/** What the build has packed beside its files, best first. */
const PACKED = { br: '.br', gzip: '.gz' } as const;
const YEAR = 'public, max-age=31536000, immutable';

/** Serves the built screens, packed where the browser takes it: hashed files for a year, pages never from a cache. */
export function pages(folder: string): Router {
  const router = Router();
  for (const [path, file] of Object.entries(PAGES)) {
    router.get(path, (request, response) => page(request, response, join(folder, file)));
  }
  router.get('/assets/{*path}', (request, response, next) => {
    const file = normalize(join(folder, request.path));
    if (!file.startsWith(join(folder, 'assets') + sep) || !existsSync(file)) return next();
    response.setHeader('Cache-Control', YEAR);
    send(request, response, file);
  });
  router.use(serve(folder, { index: false, maxAge: 0, extensions: [] }));
  return router;
}

function page(request: Request, response: Response, file: string): void {
  response.setHeader('Cache-Control', 'no-cache');
  if (existsSync(file)) send(request, response, file);
  else response.status(503).type('text/plain').send('The screens are not built yet: npm run build\n');
}

function send(request: Request, response: Response, file: string): void {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const packed = (Object.keys(PACKED) as (keyof typeof PACKED)[]).find(
    (name) => new RegExp(`\\b${name}\\b`).test(accepted) && existsSync(file + PACKED[name]),
  );
  response.setHeader('Vary', 'Accept-Encoding');
  response.type(extname(file));
  if (packed) response.setHeader('Content-Encoding', packed);
  response.sendFile(packed ? file + PACKED[packed] : file, { cacheControl: false });
}
