/*
 * The minutes and days by which attendance is judged (docs/rules.md, "Attendance": after rules of other townships and
 * a proposal). The one place where they stand.
 */

/** 接班提前 10 分钟: who comes later than this before the start is marked. */
export const EARLY_MINUTES = 10;
/** So long before a shift one may sign in for it, and so long after it sign out. */
export const OPEN_MINUTES = 60;
/** Whoever has not signed in so long after he was expected is told to the leader. */
export const MISSING_MINUTES = 10;
/** 在岗签到: at least so often a shift. */
export const ON_POST_TIMES = 2;
/** The same sign by the same person again within this is a slip of the hand. */
export const AGAIN_MINUTES = 5;
/** How long after its shift a row stays in the World, for the months that are still counted. */
export const KEEP_DAYS = 62;
