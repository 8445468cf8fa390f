import { EJSON } from 'bson';
import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';

/** A filter, a document, and whether they match. */
export type Probe = [filter: Document, doc: Document, matches: boolean];

/** Each filter on its document, alone in a collection. */
export function matching(probes: readonly Probe[]): Case[] {
  return probes.map(([filter, doc, matches]) => ({
    name: `filter ${say(filter)} on ${say(doc)}`,
    documents: [doc],
    command: { find: HERE, filter, projection: { _id: 1 } },
    gives: { docs: matches ? [{ _id: 0 }] : [] },
  }));
}

/** A value in a case's name: types that JSON lacks are told apart, and long texts are short. */
export function say(value: unknown): string {
  return EJSON.stringify(value, { relaxed: false })
    .replace(/\{"\$number(?:Int|Double)":"([^"]+)"\}/g, '$1')
    .replace(/(.{12})\1{3,}/g, '$1…');
}
