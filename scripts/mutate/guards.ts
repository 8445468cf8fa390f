/** One line of the product that guards a promise, and what the file looks like without it. */
export interface Guard {
  /** What holds while the line stands. */
  readonly promise: string;
  readonly file: string;
  /** Found exactly once in the file; when the line moves on, so must this. */
  readonly line: string;
  readonly without: string;
  /** The test files of which at least one must fail without it. */
  readonly tests: readonly string[];
}

const DESK = ['tests/server/spine/desk.test.ts'];
const ACCESS = ['tests/story/access.test.ts'];
const ORIGIN = ['tests/story/accessOrigin.test.ts'];
const REVOKED = ['tests/story/accessRevoked.test.ts'];

export const GUARDS: readonly Guard[] = [
  {
    promise: 'a page from elsewhere can neither write nor open a socket',
    file: 'server/http/origin.ts',
    line: "return origin === `${isSecure(request) ? 'https' : 'http'}://${host}`;",
    without: 'return true;',
    tests: ['tests/story/badInput.test.ts', ...ORIGIN],
  },
  {
    promise: 'a WebSocket’s handshake is asked where it comes from',
    file: 'server/live/sockets.ts',
    line: "if (!this.#setting.isOurs(request)) return this.#setting.turnedAway(request, 'http.origin');",
    without: '',
    tests: ORIGIN,
  },
  {
    promise: 'a route is for the roles of its line',
    file: 'server/http/gate.ts',
    line: "if (route.roles !== 'signed-in' && !route.roles.includes(session.principal.role)) return no.notAllowed;",
    without: '',
    tests: ACCESS,
  },
  {
    promise: 'an undeclared query or body is malformed',
    file: 'server/http/gate.ts',
    line: 'return Object.keys(given).length === 0',
    without: 'return Object.keys(given).length >= 0',
    tests: ['tests/story/badInput.test.ts'],
  },
  {
    promise: 'a command is for the roles of its line',
    file: 'shared/roles.ts',
    line: "if (!line.roles.includes(principal.role)) return 'no';",
    without: '',
    tests: ['tests/shared/roles.test.ts'],
  },
  {
    promise: 'a liaison commands for his own village alone',
    file: 'shared/roles.ts',
    line: "return typeof village === 'string' && village === principal.villageId ? 'yes' : 'hidden';",
    without: "return 'yes';",
    tests: DESK,
  },
  {
    promise: 'a village sees its own rows alone',
    file: 'shared/see.ts',
    line: 'return row.villageId !== null && audience === `village/${row.villageId}` ? row : null;',
    without: 'return row;',
    tests: ['tests/shared/see.test.ts'],
  },
  {
    promise: 'no telephone number stands on the wall',
    file: 'shared/see.ts',
    line: "return text.replace(/\\d(?:[ -]?\\d){6,}/g, '×××××××');",
    without: 'return text;',
    tests: ['tests/shared/see.test.ts'],
  },
  {
    promise: 'what was taken away from an audience is told to it',
    file: 'shared/see.ts',
    line: "if (!is) return was ? [table, id, 'del'] : null;",
    without: 'if (!is) return null;',
    tests: ['tests/shared/see.property.test.ts', 'tests/shared/see.test.ts'],
  },
  {
    promise: 'whoever acts on an outdated row is told so',
    file: 'shared/check.ts',
    line: 'if (ifSeq !== undefined && isStale(world, type, body, ifSeq))',
    without: 'if (false as boolean)',
    tests: ['tests/shared/report.test.ts', 'tests/shared/ground.test.ts', 'tests/shared/refusal.test.ts'],
  },
  {
    promise: 'a closed book takes nothing more',
    file: 'shared/check.ts',
    line: "if (world.tables.book.get('book')?.closedAt) return refuse(bookRefusals, 'book.closed');",
    without: '',
    tests: ['tests/shared/book.test.ts'],
  },
  {
    promise: 'a command is answered only when it is durable',
    file: 'server/desk.ts',
    line: 'const appended: Appended = all.length > 0 ? await inTime(journal.append(all)) : { stored: 0 };',
    without:
      'const appended: Appended = { stored: all.length }; if (all.length > 0) void journal.append(all).catch(() => undefined);',
    tests: DESK,
  },
  {
    promise: 'a repeat gets its first answer, also where a new command would be refused',
    file: 'server/desk.ts',
    line: 'item.answer(first ? firstAnswer(first, item) : { ok: false, refusal });',
    without: 'item.answer({ ok: false, refusal });',
    tests: DESK,
  },
  {
    promise: 'the same id with another body, or by another person, is refused',
    file: 'server/desk.ts',
    line: 'const same = isOf(first, item.book, item.print) && first.by.id === item.principal.id;',
    without: 'const same = true;',
    tests: DESK,
  },
  {
    promise: 'who lost a race is decided anew on what stands',
    file: 'server/desk.ts',
    line: 'this.#head = copyWorld(tail.world);\n    const again',
    without: 'const again',
    tests: DESK,
  },
  {
    promise: 'after an unknown commit the World is laid anew from the journal',
    file: 'server/desk.ts',
    line: 'this.#head = copyWorld(this.#setting.tail.world);\n    this.#open = true;',
    without: 'this.#open = true;',
    tests: DESK,
  },
  {
    promise: 'one command stands once, whatever a repeat or a second server does',
    file: 'server/journal/mongoJournal.ts',
    line: "schema.index({ commandId: 1 }, { unique: true, name: 'command' });",
    without: "schema.index({ commandId: 1 }, { name: 'command' });",
    tests: ['tests/server/journal/mongoJournal.test.ts'],
  },
  {
    promise: 'an error that is no duplicate key is unknown, not failed',
    file: 'server/journal/mongoJournal.ts',
    line: "throw new JournalUnknown('the store did not say whether the entries stand', { cause: problem });",
    without: "return { stored: 0, stopped: 'race' };",
    tests: [...DESK, 'tests/server/journal/mongoJournal.test.ts'],
  },
  {
    promise: 'a changed event does not fit its digest',
    file: 'server/journal/chain.ts',
    line: "} else if (digest(entry.salts[n] ?? '', event) !== entry.digests[n] || aboutOf(event) !== about) {",
    without: '} else if (aboutOf(event) !== about) {',
    tests: ['tests/server/scripts/verifyChain.test.ts', 'tests/server/scripts/verify.test.ts'],
  },
  {
    promise: 'an entry follows the one before it',
    file: 'server/journal/chain.ts',
    line: "if (entry.prev !== prev) return 'does not follow the entry before it';",
    without: '',
    tests: ['tests/server/scripts/verifyChain.test.ts', 'tests/server/scripts/verify.test.ts'],
  },
  {
    promise: 'a snapshot that does not stand in the journal is not used',
    file: 'server/books.ts',
    line: 'return entry && entry.seq === world.seq && entry.hash === world.hash ? world : emptyWorld(name);',
    without: 'return world;',
    tests: ['tests/server/spine/archive.test.ts'],
  },
  {
    promise: 'the records do not rest while a command waits for them',
    file: 'server/books.ts',
    line: 'behind.hurry();',
    without: '',
    tests: ['tests/server/spine/archive.test.ts'],
  },
  {
    promise: 'a holder of an old lease does not move the snapshots back',
    file: 'server/snapshots/mongoSnapshots.ts',
    line: 'const ours = { _id: book, fence: { $not: { $gt: pointer.fence } } };',
    without: 'const ours = { _id: book };',
    tests: ['tests/server/snapshots/mongoSnapshots.test.ts'],
  },
  {
    promise: 'the World of before an erasure is written over before anything is erased',
    file: 'server/behind.ts',
    line: 'if (erasures.length > 0 && !(await snapshots.write(world, fence))) return false;',
    without: '',
    tests: ['tests/server/spine/archive.test.ts'],
  },
  {
    promise: 'a search finds only what its asker may see',
    file: 'server/records/ask.ts',
    line: 'audiences: { $in: marksOf(audience) },',
    without: '',
    tests: ['tests/server/records/mongoRecords.test.ts'],
  },
  {
    promise: 'a record passes through see, too',
    file: 'server/records/ask.ts',
    line: 'const seen = see(audience, table, row);',
    without: 'const seen: Partial<typeof row> | null = row;',
    tests: ['tests/server/records/mongoRecords.test.ts'],
  },
  {
    promise: 'a screen that missed more than is remembered lays its World anew',
    file: 'server/tail.ts',
    line: 'since < floor || since > world.seq ? null : seenBy(audience, merged(ring, since, atMost)),',
    without: 'seenBy(audience, merged(ring, since, atMost)),',
    tests: ['tests/server/live/greet.test.ts'],
  },
  {
    promise: 'another life of the store is noticed by every screen',
    file: 'server/live/greet.ts',
    line: "if (epoch !== here) return { ok: false, why: 'stale', epoch: here };",
    without: '',
    tests: ['tests/server/live/greet.test.ts'],
  },
  {
    promise: 'when rights change, the sockets close',
    file: 'server/live/sockets.ts',
    line: "this.#dismiss(socket, { why: what === 'changed' || what === 'enabled' ? 'rights' : 'revoked' });",
    without: 'void what;',
    tests: REVOKED,
  },
  {
    promise: 'a socket that does not read is closed',
    file: 'server/live/fanOut.ts',
    line: 'const slow = listener.outlet.isOver(this.#cap);',
    without: 'const slow = false;',
    tests: ['tests/server/spine/live.test.ts'],
  },
  {
    promise: 'an upload has a hard cap',
    file: 'server/files/receive.ts',
    line: "if (bytes > limit) return { trouble: 'too-large', limit };",
    without: '',
    tests: ['tests/server/files/receive.test.ts'],
  },
  {
    promise: 'a session ends with its time',
    file: 'server/accounts/sessions/sessions.ts',
    line: 'const session = sessionAt(found.record, found.account, at);\n  if (!session) return null;',
    without:
      'const session = sessionAt(found.record, found.account, found.record.createdAt.getTime());\n  if (!session) return null;',
    tests: ['tests/story/accessRevoked.test.ts'],
  },
  {
    promise: 'guessing waits',
    file: 'server/accounts/signIn.ts',
    line: "if (wait > 0) return notYet('session.wait', wait);\n  const account = await room",
    without: 'const account = await room',
    tests: ['tests/server/accounts/signIn.test.ts'],
  },
  {
    promise: 'every write waits for a majority and the disk',
    file: 'server/store.ts',
    line: "writeConcern: { w: 'majority', j: true },",
    without: '',
    tests: ['tests/store/acknowledged.test.ts'],
  },
  {
    promise: 'an act of administration that cannot be written down does not happen',
    file: 'server/security/commands.ts',
    line: 'if (of === null) return faults.unavailable();',
    without: 'if (of === null) return submit(principal, envelope);',
    tests: ['tests/server/security/'],
  },
  {
    promise: 'the measurements are for this machine and for who has the token',
    file: 'server/http/machine.ts',
    line: "return isLoopback(request.socket.remoteAddress ?? '') && LOCAL_NAME.test(host);",
    without: 'return isLoopback(String(host)) || true;',
    tests: ['tests/server/watch/doors.test.ts'],
  },
];
