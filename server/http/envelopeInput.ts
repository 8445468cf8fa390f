import * as z from 'zod/mini';
import { envelope } from '../../shared/wire.ts';

/** A command over HTTP is the same envelope as over the socket. */
export const envelopeInput: z.ZodMiniType = envelope;
