import type { Answer } from '../../../shared/wire.ts';
import { answerOf, withQuery, type Heard } from '../http.ts';
import type { KeptFile } from '../keep/shelf.ts';

/** A file that has not moved for so long is given up for now and begun again later, in milliseconds. */
const STALLED = 60_000;

/**
 * Puts the bytes of a file that a command has named. By XMLHttpRequest, because `fetch` does not say how far it has
 * come. Never rejects: silence is a fault.
 */
export function uploadFile(
  file: KeptFile,
  bytes: ArrayBuffer,
  onProgress: (part: number) => void,
): Promise<Answer> {
  const { book, of, row, name } = file;
  const query = { book, of, row, ...(name === null ? {} : { name }) };
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const moved = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => request.abort(), STALLED);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moved();
      if (total > 0) onProgress(loaded / total);
    };
    request.onloadend = () => {
      clearTimeout(watchdog);
      resolve(answerOf(heardOf(request)));
    };
    request.open('PUT', withQuery(`/api/files/${file.id}`, query));
    request.setRequestHeader('content-type', file.media || 'application/octet-stream');
    moved();
    request.send(bytes);
  });
}

function heardOf(request: XMLHttpRequest): Heard | null {
  if (request.status === 0) return null;
  try {
    return { status: request.status, body: request.responseText ? JSON.parse(request.responseText) : null };
  } catch {
    return null;
  }
}
