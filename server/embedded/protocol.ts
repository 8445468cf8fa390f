/** What the parent tells the store's process first; any later message means: stop. */
export interface ChildConfig {
  /** An absolute path. */
  dataDir: string;
  noSync: boolean;
  /** How long a predecessor may take to die, in ms. */
  patience: number;
  /** Serve on 127.0.0.1 instead of a socket. Port 0 is any; clients must show the secret. */
  loopback?: { port: number; secret: string };
}

/** What the store's process tells its parent. */
export type ChildMessage =
  { kind: 'ready'; socket: string; port?: number } | { kind: 'inUse' | 'failed'; text: string };
