import { Session, type Debugger } from 'node:inspector';

/** A main thread that is not in JavaScript, or gone on meanwhile, gives no stack. */
const PATIENCE_MS = 1_000;
const DEPTH = 12;

/**
 * Where the main thread is just now, asked from a worker through the inspector inside this process (no port is
 * opened): it pauses, says where, and goes on at once. Null when nothing could be seen.
 */
export async function stackOfMain(): Promise<string | null> {
  const session = new Session();
  const files = new Map<string, string>();
  try {
    session.connectToMainThread();
    const frames = await new Promise<readonly Debugger.CallFrame[] | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), PATIENCE_MS);
      session.once('Debugger.paused', ({ params }) => {
        session.post('Debugger.resume');
        clearTimeout(timer);
        resolve(params.callFrames);
      });
      session.on('Debugger.scriptParsed', ({ params }) => files.set(params.scriptId, params.url));
      session.post('Debugger.enable');
      session.post('Debugger.pause');
    });
    session.post('Debugger.disable');
    return frames && textOf(frames, files);
  } catch {
    return null;
  } finally {
    session.disconnect();
  }
}

function textOf(frames: readonly Debugger.CallFrame[], files: ReadonlyMap<string, string>): string {
  const lines = frames.slice(0, DEPTH).map(({ functionName, location }) => {
    const url = files.get(location.scriptId) ?? '';
    const where = `${url}:${location.lineNumber + 1}:${(location.columnNumber ?? 0) + 1}`;
    return `at ${functionName || '(anonymous)'} (${where})`;
  });
  return lines.join('\n');
}
