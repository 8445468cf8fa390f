import * as z from 'zod/mini';
import { POSTS, type Post } from '../pattern/contract.ts';
import { rowId, uuid, words } from '../primitives.ts';

const said = {
  name: words(30),
  /** What he is in the office: 乡长, 党政办主任. */
  post: words(40),
  /** The posts of a shift that he may be put in. */
  posts: z.array(z.enum(POSTS)).check(z.minLength(1), z.maxLength(4)),
  /** With which account he signs; a driver may have none. */
  accountId: z.nullable(rowId),
  /** 书记, 乡长: not both away at once (docs/rules.md, "Duty"). */
  principal: z.boolean(),
  /** Under which id the telephone number is kept among the contact data. */
  contactId: z.nullable(uuid),
};
const personId = { personId: rowId };

export const commands = {
  /** Puts somebody on the list of those who do duty; the command's id is the person's. */
  'person.add': z.strictObject(said),
  'person.change': z.strictObject({
    ...personId,
    name: z.optional(said.name),
    post: z.optional(said.post),
    posts: z.optional(said.posts),
    accountId: z.optional(said.accountId),
    principal: z.optional(said.principal),
    contactId: z.optional(said.contactId),
  }),
  /** Takes somebody off the list who does no more duty here; what was stays as it was. */
  'person.retire': z.strictObject({ ...personId, reason: words(200) }),
} as const;

/** Somebody who does duty: name and office, no more. Telephone numbers are contact data. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly posts: readonly Post[];
  readonly accountId: string | null;
  readonly principal: boolean;
  readonly contactId: string | null;
  readonly retiredAt: string | null;
  /** The place in the list, by when he was put on it. */
  readonly order: number;
  readonly seq: number;
}
