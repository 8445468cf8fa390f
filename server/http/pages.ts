import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, static as serve, type Response } from 'express';

/** The screens, each a page of its own. */
const PAGES = { '/': 'index.html', '/m': 'phone.html', '/wall': 'wall.html', '/enter': 'enter.html' };

/** Serves the built screens: hashed files for a year, pages never from a cache. */
export function pages(folder: string): Router {
  const router = Router();
  for (const [path, file] of Object.entries(PAGES)) {
    router.get(path, (_request, response) => page(response, join(folder, file)));
  }
  router.use('/assets', serve(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  router.use(serve(folder, { index: false, maxAge: 0, extensions: [] }));
  return router;
}

function page(response: Response, file: string): void {
  response.setHeader('Cache-Control', 'no-cache');
  if (existsSync(file)) response.sendFile(file, { cacheControl: false });
  else response.status(503).type('text/plain').send('The screens are not built yet: npm run build\n');
}
