import { addDays, dayOf, instantAt, type Day } from '../days.ts';
import { msOf } from '../time.ts';
import type { RollCallPlan } from './contract.ts';

type Hours = Pick<RollCallPlan, 'seed' | 'perDay' | 'nightFrom' | 'nightUntil' | 'atLeastOneAtNight'>;

const DAY_MINUTES = 24 * 60;
/** Two moments of a day are at least so many minutes apart, if chance allows it within so many tries. */
const APART_MINUTES = 60;
const TRIES = 24;

/**
 * The random moments of one day, in order, each on a whole minute: the same for whoever knows the seed. A day runs
 * from the end of one night to the end of the next, so that a night is never cut in two; the first moment drawn lies
 * in the night when the plan wants one there.
 *
 * @param day the day on whose evening the night begins, in the zone
 */
export function momentsOf(plan: Hours, day: Day, zone: string): string[] {
  const begin = minutesOf(plan.nightUntil);
  const evening = minutesOf(plan.nightFrom);
  const night = evening > begin ? evening : evening + DAY_MINUTES;
  const end = begin + DAY_MINUTES;
  const draw = drawing(`${plan.seed}/${day}`);
  const drawn: number[] = [];
  for (let n = 0; n < plan.perDay; n += 1) {
    const from = n === 0 && plan.atLeastOneAtNight ? night : begin;
    drawn.push(drawApart(drawn, () => from + draw(end - from)));
  }
  return drawn.sort((a, b) => a - b).map((minutes) => instantAt(day, minutes, zone));
}

/** The first moment of a plan later than an instant. */
export function nextMoment(plan: Hours, after: string, zone: string): string {
  for (let day = addDays(dayOf(after, zone), -1); ; day = addDays(day, 1)) {
    const next = momentsOf(plan, day, zone).find((moment) => msOf(moment) > msOf(after));
    if (next) return next;
  }
}

function minutesOf(hour: string): number {
  const [hours, minutes] = hour.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

function drawApart(drawn: readonly number[], draw: () => number): number {
  let minute = draw();
  for (let tries = 1; tries < TRIES; tries += 1) {
    const taken = minute;
    if (drawn.every((other) => Math.abs(other - taken) >= APART_MINUTES)) break;
    minute = draw();
  }
  return minute;
}

/**
 * Numbers from 0 up to a limit, drawn from a text by mixing it into two lanes of 32 bits. Not cryptography: it keeps
 * moments from being guessed by people who do not know the seed, and gives every server the same.
 */
function drawing(text: string): (limit: number) => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    a = Math.imul(a ^ code, 0x85ebca6b);
    b = Math.imul(b ^ code ^ (a >>> 15), 0xc2b2ae35);
  }
  let count = 0;
  return (limit) => {
    count += 1;
    const low = avalanche(a ^ Math.imul(count, 0x9e3779b1) ^ (b >>> 16));
    const high = avalanche(b ^ Math.imul(count, 0x85ebca77) ^ (a << 7));
    return (((high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0)) % limit) as number;
  };
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
