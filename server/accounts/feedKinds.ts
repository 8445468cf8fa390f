/** `own`: my shifts; `shared`: everybody's, as the office may pass it on. */
export const FEED_KINDS = ['own', 'shared'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];
