import type { BrowserContext } from '@playwright/test';

/** What a page may never do, as it was noticed: violations of the policy, errors of scripts, requests elsewhere. */
export interface Watch {
  /** One line each, in the order they came. */
  readonly faults: readonly string[];
  /** Notices matching it from now on are part of the test. */
  allow(pattern: RegExp): void;
}

/** The browser writes down every answer that is a no, also one that the page asked for and says itself. */
const REFUSED = /^console: Failed to load resource: .* status of (401|403|422|423|429) .*\/api\//;

/** Everything that pages of this context say from now on; `origins` are the only ones they may ask. */
export async function watch(context: BrowserContext, ...origins: readonly string[]): Promise<Watch> {
  const faults: string[] = [];
  const allowed: RegExp[] = [];
  const note = (line: string) => {
    if (!REFUSED.test(line) && !allowed.some((pattern) => pattern.test(line))) faults.push(line);
  };
  await context.addInitScript(tellViolations);
  context.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error') note(`console: ${message.text()} ${url}`);
  });
  context.on('weberror', (error) => note(`error: ${error.error().stack ?? String(error.error())}`));
  context.on('dialog', (dialog) => {
    note(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(data|blob):$/.test(url.protocol)) return;
    if (!origins.includes(url.origin)) note(`asked elsewhere: ${request.url()}`);
  });
  context.on('page', (page) =>
    page.on('websocket', (socket) => {
      if (!origins.includes(new URL(socket.url()).origin.replace(/^ws/, 'http'))) {
        note(`connected elsewhere: ${socket.url()}`);
      }
    }),
  );
  return { faults, allow: (pattern) => void allowed.push(pattern) };
}

/** Runs in the page: a violation becomes a line of the console. */
function tellViolations(): void {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
    console.error(`policy: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`);
  });
}
