import { bookRefusals } from './book/noun.ts';
import { catalogue, type CommandType } from './catalogue.ts';
import type { Context, Decision } from './noun.ts';
import { refuse, type Refusal } from './refusal.ts';
import { may, saysVillage, type Principal } from './roles.ts';
import type { Table } from './rows.ts';
import type { Envelope } from './wire.ts';
import type { World } from './world.ts';
import type * as z from 'zod/mini';

/** Why a command of any noun may not happen. */
export const commandRefusals = {
  'command.unknown': {
    zh: '不认识的操作“{type}”，请刷新页面',
    en: 'Unknown command “{type}”: reload the page',
  },
  'command.malformed': { zh: '填写有误：{path}', en: 'Not filled in correctly: {path}' },
  'command.not-allowed': { zh: '您的岗位不能做这项操作', en: 'Your post may not do this' },
  'command.unknown-target': { zh: '没有这个对象', en: 'There is no such thing' },
  'command.other-village': {
    zh: '您现在不负责这个村。内容已保留：打开修改后再报，会记在您现在的村',
    en: 'You are not the liaison of that village any more. Nothing is lost: open it and send it for your village of now',
  },
  'command.stale': {
    zh: '别人刚刚改过，请看过最新内容再操作',
    en: 'Somebody has changed it since: look at it again before you act',
  },
  'command.id-reused': {
    zh: '同一编号已用于另一项操作',
    en: 'This id was used for another command already',
  },
} as const;

/** A command whose form is right: of a known type, with a body its contract has let in. */
export interface Parsed {
  readonly type: CommandType;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The first gate: is there such a command, and is its body as the contract says? */
export function parse(type: string, body: unknown): Parsed | Refusal {
  const contract = catalogue.contract(type);
  if (!contract) return refuse(commandRefusals, 'command.unknown', { type: type.slice(0, 60) });
  const result = contract.safeParse(body);
  if (result.success) return { type: type as CommandType, body: result.data as Parsed['body'] };
  const path = pathOf(result.error);
  return { ...refuse(commandRefusals, 'command.malformed', { path: path || type }), path };
}

/**
 * The other gates, in order: may this person, is the book open, did they see the row as it is, and may it happen?
 * Pure: the server's word is final, a screen may ask the same for advice beside a button.
 */
export function judge(
  world: World,
  { type, body }: Parsed,
  ifSeq: number | undefined,
  context: Context,
): Decision {
  const allowed = allow(world, type, body, context.principal);
  if (allowed) return allowed;
  if (world.tables.book.get('book')?.closedAt) return refuse(bookRefusals, 'book.closed');
  if (ifSeq !== undefined && isStale(world, type, body, ifSeq))
    return refuse(commandRefusals, 'command.stale');
  return catalogue.decide(world, type, body, context);
}

/** The archived row that a command needs and the World has not; null for somebody who is refused anyway. */
export function archivedFor(
  world: World,
  { type, body }: Parsed,
  principal: Principal,
): { table: string; id: string } | null {
  const named = catalogue.archived(type, body);
  if (!named || world.tables[named.table as Table]?.has(named.id)) return null;
  return allow(world, type, body, principal) ? null : named;
}

function allow(world: World, type: CommandType, body: Parsed['body'], principal: Principal): Refusal | null {
  const answer = may(world, principal, type, body);
  if (answer === 'yes') return null;
  if (answer === 'no') return refuse(commandRefusals, 'command.not-allowed');
  return refuse(commandRefusals, saysVillage(type) ? 'command.other-village' : 'command.unknown-target');
}

/** A command names the row it changes in `<noun>Id`; the unit's one row has the noun's own name. */
function isStale(world: World, type: string, body: Parsed['body'], ifSeq: number): boolean {
  const noun = type.slice(0, type.indexOf('.'));
  const table = world.tables[noun as keyof World['tables']] as Map<string, { seq?: number }> | undefined;
  const row = table?.get(String(body[`${noun}Id`] ?? noun));
  return row !== undefined && row.seq !== undefined && row.seq !== ifSeq;
}

function pathOf(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  if (!issue) return '';
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 3) : [];
  return [...issue.path, ...unknown].map((step) => String(step).slice(0, 40)).join('.');
}

/** Asks both gates at once; the shape in which given–when–then tests and screens use them. */
export function advise(
  world: World,
  envelope: Pick<Envelope, 'type' | 'body' | 'ifSeq'>,
  context: Context,
): Decision {
  const parsed = parse(envelope.type, envelope.body);
  return 'code' in parsed ? parsed : judge(world, parsed, envelope.ifSeq, context);
}
