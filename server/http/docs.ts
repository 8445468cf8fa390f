import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { Router, static as serve } from 'express';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Zhishou API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', validatorUrl: null });`;

/** The API's description as a page, from this server alone. */
export function docs(): Router {
  const router = Router();
  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/', (_request, response) => void response.type('html').send(page));
  router.get('/start.js', (_request, response) => void response.type('js').send(start));
  router.use(serve(files, { index: false }));
  return router;
}
