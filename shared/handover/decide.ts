import { differing } from '../claims.ts';
import type { Event } from '../entry.ts';
import type { Context, Deciders } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Shift } from '../shift/contract.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { HandoverEvents } from './apply.ts';
import { between, known, type Change } from './change.ts';
import { openItems } from './compile.ts';
import { hinders } from './conditions.ts';
import type { commands, Handover, SignatureName } from './contract.ts';
import { ARCHIVE_DAYS, HAND_EARLY_MINUTES, lateFrom } from './limits.ts';
import { handoverRefusals } from './refusals.ts';
import { holdersOf, signatureFor, signersOf, speaksFor, type Signer } from './sides.ts';

export const decide: Deciders<typeof commands> = {
  'handover.draft'(world, { handoverId, ...said }, context) {
    const change = between(world, handoverId, context);
    if (isRefusal(change)) return change;
    const wrong = notWritable(world, change, context) ?? badEquipment(said);
    if (wrong) return wrong;
    if (change.row && Object.keys(differing(change.row, said)).length === 0)
      return refuse(handoverRefusals, 'handover.nothing-changed');
    return [happened('handover.drafted', handoverId, { ...timesOf(change), ...said })];
  },
  'handover.hand'(world, { handoverId, post, onBehalf }, context) {
    const change = between(world, handoverId, context);
    if (isRefusal(change)) return change;
    const { out, into, row } = change;
    const slot: SignatureName = post === 'primary' ? 'outPrimary' : 'outSecond';
    const wrong = signedAlready(row, slot) ?? notReady(world, change, context);
    if (wrong) return wrong;
    const signed = signing(world, out, post, onBehalf, context);
    if (isRefusal(signed)) return signed;
    const events = [happened('handover.signed', handoverId, { slot, ...signed })];
    if (!isLast(world, out, post, row, 'out', context)) return events;
    const items = openItems(world, context.at, context.zone);
    return [...events, happened('handover.handed', handoverId, { inShiftId: into?.id ?? '', items })];
  },
  'handover.accept'(world, { handoverId, post, onBehalf }, context) {
    const row = known(world, handoverId);
    if (isRefusal(row)) return row;
    const slot: SignatureName = post === 'primary' ? 'inPrimary' : 'inSecond';
    const wrong = signedAlready(row, slot);
    if (wrong) return wrong;
    if (row.state !== 'handed') return refuse(handoverRefusals, 'handover.not-handed');
    const into = world.tables.shift.get(row.inShiftId ?? '');
    if (!into) return refuse(handoverRefusals, 'handover.no-next');
    const signed = signing(world, into, post, onBehalf, context);
    if (isRefusal(signed)) return signed;
    const events = [happened('handover.signed', handoverId, { slot, ...signed })];
    if (!isLast(world, into, post, row, 'in', context)) return events;
    return [...events, happened('handover.accepted', handoverId, {})];
  },
  'handover.confirm'(world, { handoverId, side, onBehalf }, context) {
    const row = known(world, handoverId);
    if (isRefusal(row)) return row;
    const wrong = signedAlready(row, 'leader');
    if (wrong) return wrong;
    if (row.state !== 'accepted') return refuse(handoverRefusals, 'handover.not-accepted');
    const shift = world.tables.shift.get((side === 'out' ? row.outShiftId : row.inShiftId) ?? '');
    if (!shift) return refuse(handoverRefusals, 'handover.no-shift');
    const signed = leading(world, shift, onBehalf, context);
    if (isRefusal(signed)) return signed;
    return [
      happened('handover.signed', handoverId, { slot: 'leader', ...signed }),
      happened('handover.confirmed', handoverId, {}),
    ];
  },
  'handover.recall'(world, { handoverId, reason }, context) {
    const row = known(world, handoverId);
    if (isRefusal(row)) return row;
    if (row.acceptedAt) return refuse(handoverRefusals, 'handover.accepted');
    if (!firstSignature(row)) return refuse(handoverRefusals, 'handover.nothing-to-recall');
    const out = world.tables.shift.get(row.outShiftId);
    if (!out || !speaksFor(world, out, context.principal, context.at))
      return refuse(handoverRefusals, 'handover.not-your-side');
    return [happened('handover.recalled', handoverId, { reason })];
  },
  'handover.noteLate'(world, { handoverId }, context) {
    const change = between(world, handoverId, context);
    if (isRefusal(change)) return change;
    const { row, into } = change;
    if (row?.acceptedAt) return refuse(handoverRefusals, 'handover.accepted');
    if (row?.lateAt) return refuse(handoverRefusals, 'handover.late-noted');
    if (!into || msOf(context.at) < lateFrom(into)) return refuse(handoverRefusals, 'handover.not-late');
    return [happened('handover.lateNoted', handoverId, timesOf(change))];
  },
  'handover.archive'(world, { handoverId }, { at }) {
    const row = known(world, handoverId);
    if (isRefusal(row)) return row;
    const over = msOf(row.endsAt) + ARCHIVE_DAYS * 24 * 60 * 60_000 <= msOf(at);
    return over
      ? [happened('handover.archived', handoverId, {})]
      : refuse(handoverRefusals, 'handover.not-over');
  },
};

function happened<T extends keyof HandoverEvents>(type: T, id: string, fields: HandoverEvents[T]): Event {
  return { type, id, ...fields };
}

function timesOf({ out, into }: Change) {
  return { inShiftId: into?.id ?? null, day: out.day, endsAt: out.endsAt };
}

/** A draft is written by those who go, while nobody has signed it and nobody has gone on without it. */
function notWritable(world: World, { out, into, row }: Change, { principal, at }: Context): Refusal | null {
  if (row && row.state !== 'draft') return refuse(handoverRefusals, 'handover.not-draft');
  const first = row && firstSignature(row);
  if (first) return refuse(handoverRefusals, 'handover.signing', { name: first.name });
  if (isOvertaken(world, into)) return refuse(handoverRefusals, 'handover.overtaken');
  return speaksFor(world, out, principal, at) ? null : refuse(handoverRefusals, 'handover.not-your-side');
}

function badEquipment({ equipment, equipmentNote }: Pick<Handover, 'equipment' | 'equipmentNote'>) {
  const faulty = Object.values(equipment ?? {}).includes('fault');
  return faulty && equipmentNote === null ? refuse(handoverRefusals, 'handover.fault-note') : null;
}

/** What must be so before those who go may sign. */
function notReady(world: World, { out, into, before, row }: Change, context: Context): Refusal | null {
  if (!row || row.summary === null) return refuse(handoverRefusals, 'handover.no-draft');
  if (row.state !== 'draft') return refuse(handoverRefusals, 'handover.not-draft');
  if (!into) return refuse(handoverRefusals, 'handover.no-next');
  if (isOvertaken(world, into)) return refuse(handoverRefusals, 'handover.overtaken');
  const minutes = HAND_EARLY_MINUTES;
  if (msOf(context.at) < msOf(out.endsAt) - minutes * 60_000)
    return refuse(handoverRefusals, 'handover.too-early', { minutes });
  if (before && world.tables.handover.get(before.id)?.state === 'handed')
    return refuse(handoverRefusals, 'handover.accept-first');
  return hinders(world, out, context);
}

/** The shift that comes has itself handed over: nobody can go back behind that. */
function isOvertaken(world: World, into: Shift | null): boolean {
  const next = into && world.tables.handover.get(into.id);
  return Boolean(next && next.state !== 'draft');
}

function firstSignature({ signatures }: Handover) {
  return Object.values(signatures).find((one) => one !== null) ?? null;
}

function signedAlready(row: Handover | undefined, slot: SignatureName): Refusal | null {
  const there = row?.signatures[slot];
  if (!there) return null;
  return refuse(handoverRefusals, 'handover.signed', { name: there.name, time: there.at.slice(11, 16) });
}

function signing(world: World, shift: Shift, post: Signer, onBehalf: string | null, context: Context) {
  const personId = signersOf(world, shift, context.at)[post];
  if (!personId) return refuse(handoverRefusals, 'handover.no-post');
  return signatureFor(world, shift, personId, onBehalf, context);
}

function leading(world: World, shift: Shift, onBehalf: string | null, context: Context) {
  const { leader } = holdersOf(world, shift, context.at);
  if (!leader) return refuse(handoverRefusals, 'handover.no-post');
  return signatureFor(world, shift, leader, onBehalf, context);
}

/** Whether nobody else of that side has still to sign. */
function isLast(
  world: World,
  shift: Shift,
  post: Signer,
  row: Handover | undefined,
  side: 'out' | 'in',
  { at }: Context,
): boolean {
  const others = (Object.keys(signersOf(world, shift, at)) as Signer[]).filter((one) => one !== post);
  return others.every((one) => row?.signatures[`${side}${one === 'primary' ? 'Primary' : 'Second'}`]);
}
