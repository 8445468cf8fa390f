import * as z from 'zod/mini';
import { catalogue } from '../../shared/catalogue.ts';
import { MAY } from '../../shared/roles.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';

/** OpenAPI 3.1, made of the table of routes and the catalogue of commands: it cannot say anything else than they do. */
export function openapi(version: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Zhishou (值守)', version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    paths: paths(),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'zhishou' } },
      schemas: { ...commands(), Refusal: refusal },
    },
  };
}

const DESCRIPTION =
  'Every change is a command: POST /api/commands. The bodies of all commands are among the schemas, with the roles ' +
  'that may give them. Requests that change something need an Origin of this server.';

const refusal = {
  type: 'object',
  required: ['code', 'zh', 'en'],
  properties: {
    code: { type: 'string' },
    zh: { type: 'string' },
    en: { type: 'string' },
    path: { type: 'string' },
  },
};

function paths(): object {
  const all: Record<string, Record<string, object>> = {};
  for (const [key, route] of Object.entries(ROUTES) as [string, Route][]) {
    const [method, path] = key.split(' ') as [string, string];
    const place = path.replace(/:(\w+)/g, '{$1}');
    all[place] = { ...all[place], [method.toLowerCase()]: operation(path, route) };
  }
  return all;
}

function operation(path: string, route: Route): object {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]);
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const answers = {
    200: { description: 'Done' },
    400: no('Malformed'),
    401: no('Signed out'),
    403: no('Not allowed'),
  };
  return {
    summary: route.summary,
    parameters: [...inPath, ...inQuery(route.query)],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }
      : {}),
    ...(route.rawLimit
      ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
      : {}),
    responses: answers,
    security: route.roles === 'anyone' ? [] : [{ session: [] }],
    'x-roles': route.roles,
  };
}

function inQuery(query: Route['query']): object[] {
  if (!query) return [];
  const schema = schemaOf(query) as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, shape]) => {
    const required = (schema.required ?? []).includes(name) && !('default' in shape);
    return { name, in: 'query', required, schema: shape };
  });
}

function commands(): Record<string, object> {
  return Object.fromEntries(
    catalogue.commandTypes.map((type) => {
      const contract = catalogue.contract(type) as z.ZodMiniType;
      return [type, { ...schemaOf(contract), 'x-roles': MAY[type].roles }];
    }),
  );
}

function schemaOf(contract: z.ZodMiniType): object {
  const { $schema: _schema, ...schema } = z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' });
  return schema;
}

function no(description: string): object {
  return {
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  };
}
