import { createHash } from 'node:crypto';
import { serialize, type Binary, type BSONRegExp, type Code, type Long, type ObjectId } from 'bson';
import { tagOf, type Doc } from './bson.ts';
import { rank, rankOf } from './types.ts';

/**
 * Writes BSON values so that the bytewise order of what is written is MongoDB's comparison order of the values.
 * No encoding is the beginning of another, so values can stand one behind the other in a compound key.
 */
export class KeyWriter {
  buffer = Buffer.allocUnsafe(8192);
  length = 0;
  /** Set when a value was longer than allowed: its key tells equal from unequal, but no longer its exact order. */
  shortened = false;

  start(prefix?: Buffer): this {
    this.length = 0;
    this.shortened = false;
    if (prefix) {
      this.room(prefix.length);
      this.length = prefix.copy(this.buffer, 0);
    }
    return this;
  }

  take(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.length));
  }

  uint32(n: number): void {
    this.room(4);
    this.length = this.buffer.writeUInt32BE(n, this.length);
  }

  uint48(n: number): void {
    this.room(6);
    this.length = this.buffer.writeUIntBE(n, this.length, 6);
  }

  /**
   * One value. A longer encoding than `limit` keeps its first bytes and a digest of the whole.
   * @param descending flips every bit, which turns the order round
   */
  value(value: unknown, descending = false, limit = Infinity): void {
    const from = this.length;
    this.write(value);
    if (this.length - from > limit) this.shorten(from, limit);
    if (descending) for (let i = from; i < this.length; i++) this.buffer[i]! ^= 0xff;
  }

  private shorten(from: number, limit: number): void {
    const digest = createHash('sha256').update(this.buffer.subarray(from, this.length)).digest();
    this.length = from + limit - DIGEST_BYTES;
    this.length += digest.copy(this.buffer, this.length);
    this.shortened = true;
  }

  private write(value: unknown): void {
    this.room(32);
    const kind = rankOf(value);
    this.byte(kind);
    switch (kind) {
      case rank.number:
        return this.number(value);
      case rank.string:
        return this.string(typeof value === 'string' ? value : String((value as { value: string }).value));
      case rank.object:
        return this.document(value as Doc);
      case rank.array:
        return this.array(value as unknown[]);
      case rank.binary:
        return this.binary(value as Binary);
      case rank.objectId:
        return this.bytes((value as ObjectId).id);
      case rank.boolean:
        return this.byte(value ? 1 : 0);
      case rank.date:
        return this.double((value as Date).getTime());
      case rank.timestamp:
        this.length = this.buffer.writeBigUInt64BE(
          BigInt.asUintN(64, (value as Long).toBigInt()),
          this.length,
        );
        return;
      case rank.regex:
        this.string((value as BSONRegExp).pattern);
        return this.string((value as BSONRegExp).options);
      case rank.code:
        return this.terminated(serialize({ v: value as Code }));
    }
  }

  /** A double, then what a 64-bit integer has that the double lost. */
  private number(value: unknown): void {
    let rest = 0;
    if (typeof value === 'number') this.double(value);
    else if (tagOf(value as object) === 'Long') {
      const exact = (value as Long).toBigInt();
      this.double(Number(exact));
      rest = Number(exact - BigInt(Number(exact)));
    } else this.double(Number(String(value)));
    this.length = this.buffer.writeUInt16BE(32768 + rest, this.length);
  }

  private double(value: number): void {
    const at = this.length;
    this.buffer.writeDoubleBE(value === 0 ? 0 : value, at); // -0 and 0 are equal
    if (Number.isNaN(value))
      this.buffer.fill(0, at, at + 8); // NaN comes before all numbers
    else if (this.buffer[at]! & 0x80) for (let i = at; i < at + 8; i++) this.buffer[i]! ^= 0xff;
    else this.buffer[at]! ^= 0x80;
    this.length += 8;
  }

  private string(text: string): void {
    if (text.includes('\0')) return this.terminated(Buffer.from(text, 'utf8'));
    this.room(text.length * 3 + 2);
    this.length += this.buffer.write(text, this.length, 'utf8');
    this.byte(0);
    this.byte(0);
  }

  private document(doc: Doc): void {
    for (const key of Object.keys(doc)) {
      this.byte(1);
      this.byte(rankOf(doc[key]));
      this.string(key);
      this.write(doc[key]);
    }
    this.room(1);
    this.byte(0);
  }

  private array(items: unknown[]): void {
    for (const item of items) {
      this.byte(1);
      this.write(item);
    }
    this.room(1);
    this.byte(0);
  }

  private binary(value: Binary): void {
    this.length = this.buffer.writeUInt32BE(value.position, this.length);
    this.byte(value.sub_type);
    this.bytes(value.buffer.subarray(0, value.position));
  }

  private bytes(source: Uint8Array): void {
    this.room(source.length);
    this.buffer.set(source, this.length);
    this.length += source.length;
  }

  /** A zero byte becomes 00 FF, so that 00 00 can end the value. */
  private terminated(source: Uint8Array): void {
    this.room(source.length * 2 + 2);
    for (const byte of source) {
      this.byte(byte);
      if (byte === 0) this.byte(0xff);
    }
    this.byte(0);
    this.byte(0);
  }

  private byte(n: number): void {
    this.buffer[this.length++] = n;
  }

  /** Makes room for `bytes` more and a little, so that the fixed parts of a value need not ask. */
  private room(bytes: number): void {
    if (this.length + bytes + 64 <= this.buffer.length) return;
    const bigger = Buffer.allocUnsafe((this.length + bytes + 64) * 2);
    this.buffer.copy(bigger, 0, 0, this.length);
    this.buffer = bigger;
  }
}

/** How much of a shortened value is its digest. */
export const DIGEST_BYTES = 32;
