import * as z from 'zod/mini';

/** What the child is asked to do with a received file. Paths are the server's own. */
export interface Task {
  readonly of: 'report' | 'layer';
  readonly received: string;
  /** Where a photo's two sizes are to be written. */
  readonly full: string;
  readonly small: string;
}

const pixels = z.number().check(z.int(), z.gte(1), z.lte(1920));

/**
 * What the child found, checked again here: it has read what a stranger sent, so its word is data. `spent` says
 * that time ran out or the disk failed, and nothing is known.
 */
export const finding = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('ready') }),
  z.strictObject({ what: z.literal('photo'), width: pixels, height: pixels }),
  z.strictObject({
    what: z.literal('document'),
    media: z.string().check(z.regex(/^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,80}$/)),
  }),
  z.strictObject({ what: z.literal('layer') }),
  z.strictObject({
    what: z.literal('no'),
    code: z.enum([
      'file.kind',
      'file.unreadable',
      'file.too-many-pixels',
      'file.layer',
      'file.layer-too-many',
    ]),
  }),
  z.strictObject({ what: z.literal('spent') }),
]);
export type Finding = z.infer<typeof finding>;
