import type { IncomingMessage, ServerResponse } from 'node:http';
import { faults } from '../faults.ts';

/**
 * What the port answers before the store is there: the process lives, commands are to be tried again, and a page
 * says so in words and asks again by itself. Nothing else is known yet, so nothing else is told.
 */
export function waiting({ url = '/' }: Pick<IncomingMessage, 'url'>, response: ServerResponse): void {
  const path = url.split('?')[0] ?? '/';
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (path === '/livez') return json(response, 200, { live: true });
  response.setHeader('Retry-After', '2');
  response.setHeader('Connection', 'close'); // a body may still be coming, and nobody reads it
  if (path === '/readyz') return json(response, 503, { ready: false });
  if (path === '/api/commands') return json(response, 503, faults.unavailable());
  if (path.startsWith('/api/')) return json(response, 503, faults.unavailable().fault);
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  response.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8' }).end(PAGE);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

const PAGE = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width">
<title>值守</title>
<h1>正在等待数据库</h1>
<p>系统已启动，数据库还没有应答。本页会自动重试；手机上写好的内容已保留，会自动上报。</p>
<p lang="en">The server is up and waits for its store. This page tries again by itself; what was written on a phone
is kept and sent by itself.</p>
</html>
`;
