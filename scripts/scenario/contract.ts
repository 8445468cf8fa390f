/**
 * The fictional spring fire by which the product is measured: 72 hours from 4 April 2026, 08:30, in the example
 * township. Posts and letters stand for people; places are real names, what happens there is invented.
 */
export interface Happening {
  /** E01 to E71. */
  readonly no: string;
  /** When it happens, in ISO 8601 with the offset of Asia/Shanghai. */
  readonly at: string;
  /** The part of the work it belongs to. */
  readonly noun: 'duty' | 'report' | 'incident' | 'warning' | 'hazard' | 'team' | 'supply' | 'coord';
  readonly what: string;
  readonly zh: string;
  readonly en: string;
  readonly facts: Facts;
}

/** What can be counted or checked about a happening. Areas in hectares, spans in minutes unless the name says so. */
export interface Facts {
  readonly [figure: `${string}Ha` | `minutes${string}` | `minutes`]: number;
  readonly incident?: string;
  readonly state?: 'registered' | 'verified' | 'responding' | 'controlled' | 'recovery';
  readonly fire?: 'contained' | 'flame_out' | 'accepted';
  /** Level of the township's response; null when it ends. */
  readonly response?: 1 | 2 | 3 | null;
  readonly foundAt?: string;
  readonly receivedAt?: string;
  readonly signedAt?: string;
  readonly phonedAt?: string;
  readonly deadline?: string;
  readonly from?: string;
  readonly until?: string;
  readonly handover?: string;
  readonly openItems?: number;
  readonly rollCall?: string;
  readonly result?: string;
  readonly warning?: string;
  readonly colour?: 'blue' | 'yellow' | 'orange' | 'red';
  readonly instruction?: string;
  readonly callOut?: string;
  readonly targets?: number;
  readonly answered?: number;
  readonly missed?: number;
  readonly onTime?: number;
  /** The village that somebody else reported for. */
  readonly proxyFor?: string;
  readonly hazard?: string;
  readonly team?: string;
  readonly called?: number;
  readonly acknowledged?: number;
  readonly substitutes?: number;
  readonly present?: number;
  readonly count?: number;
  readonly groups?: number;
  readonly standby?: number;
  readonly onScene?: number;
  readonly people?: number;
  readonly households?: number;
  readonly evacuation?: string;
  readonly dead?: number;
  readonly severe?: number;
  readonly minor?: number;
  readonly windForce?: number;
  readonly gustForce?: number;
  readonly distanceKm?: number;
  readonly squareMetres?: number;
  readonly hours?: number;
  readonly tasks?: number;
  readonly vehicles?: number;
  readonly issuer?: string;
  readonly document?: string;
  readonly items?: Readonly<Record<string, number>>;
}

/** Who was on duty, from when to when. */
export interface RosterLine {
  readonly shift: string;
  readonly from: string;
  readonly until: string;
  readonly leader: string;
  readonly main: string;
  readonly second: string;
}

/** A line of the township store, over the whole of the three days. */
export interface StockLine {
  readonly name: string;
  readonly unit: string;
  readonly opening: number;
  readonly issued: number;
  readonly returned: number;
  readonly closing: number;
}
