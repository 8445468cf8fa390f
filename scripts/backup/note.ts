import type { Store } from '../../server/store.ts';
import type { Manifest } from './manifest.ts';

export async function noteInBooks(_c: Store['connection'], _m: Manifest, _now: number): Promise<void> {}
