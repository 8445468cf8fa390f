import * as z from 'zod/mini';
import { BOOK, REAL } from '../../shared/book/contract.ts';
import { month } from '../../shared/calendar/contract.ts';
import { rowId, uuid, words } from '../../shared/primitives.ts';
import { villageSeed } from '../../shared/unit/contract.ts';
import { FEED_KINDS } from '../accounts/feedKinds.ts';
import { accountInput, accountChange, password, signInName } from '../accounts/contract.ts';
import { envelope } from '../../shared/wire.ts';
import { KINDS } from '../security/contract.ts';
import type { Route } from './route.ts';

const digits = (length: number) => z.string().check(z.maxLength(length), z.regex(/^\d+$/));
const book = z._default(z.string().check(z.maxLength(40), z.regex(BOOK)), REAL);
const READERS = ['administrator', 'dutyOfficer', 'leader', 'auditor'] as const;
/** Whoever keeps the roster: shared/roles.ts has the same of its commands. */
const OFFICE = ['dutyOfficer', 'leader', 'administrator'] as const;
const FIELD = ['dutyOfficer', 'leader', 'villageLiaison'] as const;
const none = z.strictObject({});

/**
 * Every route there is, with who may ask. A route that is not in this table does not exist; a handler without a
 * line, or a line without a handler, does not compile. tests/story/access.test.ts walks it as every role.
 */
export const ROUTES = {
  'GET /livez': { roles: 'anyone', summary: 'The process answers', query: none },
  'GET /readyz': { roles: 'anyone', summary: 'The store is there and the books are loaded', query: none },
  'GET /metrics': {
    roles: ['administrator', 'auditor'],
    machines: true,
    summary: 'Measurements in the text format of Prometheus',
    query: none,
  },
  'GET /api/openapi.json': { roles: 'anyone', summary: 'This description', query: none },

  'GET /api/setup': { roles: 'anyone', summary: 'Whether the first set-up is still to be done', query: none },
  'POST /api/setup/code': {
    roles: 'anyone',
    summary: 'Checks the one-time code before the set-up goes on',
    writes: true,
    body: z.strictObject({ code: z.string().check(z.maxLength(40)) }),
  },
  'POST /api/setup': {
    roles: 'anyone',
    summary: 'The first set-up: unit, villages and the first accounts, against the one-time code',
    writes: true,
    body: z.strictObject({
      code: z.string().check(z.maxLength(40)),
      unit: z.strictObject({
        name: words(40),
        code: z.nullable(z.string().check(z.regex(/^\d{6,12}$/))),
        superior: words(60),
        villages: z.array(villageSeed).check(z.minLength(1), z.maxLength(60)),
      }),
      accounts: z.array(accountInput).check(z.minLength(1), z.maxLength(60)),
    }),
  },

  'GET /api/session': { roles: 'anyone', summary: 'Who I am; null without a session', query: none },
  'POST /api/session': {
    roles: 'anyone',
    summary: 'Sign in',
    writes: true,
    body: z.strictObject({
      name: signInName,
      password: z.string().check(z.minLength(1), z.maxLength(200)),
      /** What kind of device asks: it decides how long the session lives. */
      device: z.enum(['desk', 'phone', 'other']),
    }),
  },
  'POST /api/session/device': {
    roles: 'anyone',
    summary: 'A wall signs in with its device token',
    writes: true,
    body: z.strictObject({ token: z.string().check(z.minLength(20), z.maxLength(100)) }),
  },
  'DELETE /api/session': {
    roles: 'signed-in',
    summary: 'Sign out',
    writes: true,
    whenLocked: true,
    query: none,
  },
  'POST /api/session/unlock': {
    roles: 'signed-in',
    summary: 'Unlock a desk that has locked itself, in place',
    writes: true,
    whenLocked: true,
    body: z.strictObject({ password: z.string().check(z.minLength(1), z.maxLength(200)) }),
  },
  'POST /api/session/lock': { roles: 'signed-in', summary: 'Lock this desk', writes: true, query: none },
  'PUT /api/session/password': {
    roles: 'signed-in',
    summary: 'Change my password',
    writes: true,
    body: z.strictObject({ old: z.string().check(z.minLength(1), z.maxLength(200)), password }),
  },
  'GET /api/sessions': {
    roles: 'signed-in',
    summary: 'My sessions; all of them for an administrator',
    query: none,
  },
  'DELETE /api/sessions/:id': {
    roles: 'signed-in',
    summary: 'End one of my sessions, or any as administrator',
    writes: true,
    query: none,
  },

  'GET /api/accounts': { roles: ['administrator', 'auditor'], summary: 'The accounts', query: none },
  'POST /api/accounts': {
    roles: ['administrator'],
    summary: 'A new account',
    writes: true,
    body: accountInput,
  },
  'PATCH /api/accounts/:id': {
    roles: ['administrator'],
    summary: 'Change an account',
    writes: true,
    body: accountChange,
  },
  'POST /api/devices': {
    roles: ['administrator'],
    summary: 'A token for a wall: read only, revocable',
    writes: true,
    body: z.strictObject({ name: words(40) }),
  },

  'GET /api/contacts/:id': {
    roles: ['dutyOfficer', 'leader'],
    summary: 'A contact: personal data, kept apart',
    query: none,
  },
  'PUT /api/contacts/:id': {
    roles: ['dutyOfficer', 'leader'],
    summary: 'Keep a contact under an id made by the client',
    writes: true,
    body: z.strictObject({
      name: z.nullable(words(30)),
      phone: z.nullable(z.string().check(z.regex(/^[0-9+ ()-]{3,24}$/))),
    }),
  },
  'DELETE /api/contacts/:id': {
    roles: ['dutyOfficer', 'leader', 'administrator'],
    summary: 'Delete a contact',
    writes: true,
    query: none,
  },

  'POST /api/commands': {
    roles: ['administrator', ...FIELD],
    summary: 'Submit a command',
    writes: true,
    body: envelope,
  },
  'GET /api/snapshot': {
    roles: 'signed-in',
    summary: 'All I may see of a book now',
    query: z.strictObject({ book }),
  },
  'GET /api/changes': {
    roles: 'signed-in',
    summary: 'What changed since; waits up to 25 seconds for something',
    query: z.strictObject({ book, since: digits(16), epoch: rowId }),
  },
  'GET /api/books': { roles: 'signed-in', summary: 'The books that are open', query: none },
  'GET /api/records/:table': {
    roles: ['administrator', 'auditor', ...FIELD],
    summary: 'Looking back: rows of a table, also archived ones',
    query: z.strictObject({
      book,
      find: z.optional(z.string().check(z.maxLength(60))),
      before: z.optional(digits(16)),
      limit: z.optional(digits(3)),
      of: z.optional(rowId),
    }),
  },
  'GET /api/journal': {
    roles: READERS,
    summary: 'Entries of the journal after a seq, for those who may read it',
    query: z.strictObject({ book, after: z._default(digits(16), '0'), limit: z.optional(digits(3)) }),
  },

  'GET /api/retention': {
    roles: ['leader', 'auditor'],
    summary: 'Archived incidents whose time of keeping is over, the longest first',
    query: z.strictObject({ book, limit: z.optional(digits(3)) }),
  },
  'GET /api/security': {
    roles: ['auditor'],
    summary: 'The security log, newest first: not for those whom it watches',
    query: z.strictObject({
      kind: z.optional(z.enum(KINDS)),
      person: z.optional(rowId),
      day: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
      before: z.optional(digits(16)),
      limit: z.optional(digits(3)),
    }),
  },

  'PUT /api/files/:id': {
    roles: ['administrator', ...FIELD],
    summary: 'The bytes of a photo, document or map layer that a command names',
    writes: true,
    query: z.strictObject({
      book,
      of: z.enum(['report', 'layer']),
      row: rowId,
      name: z.optional(words(120)),
    }),
    rawLimit: 64 * 1024 * 1024,
  },
  'GET /api/files/:hash': {
    roles: 'signed-in',
    summary: 'Stored bytes, for those who may see what names them',
    query: z.strictObject({ book, size: z.optional(z.enum(['small', 'full'])) }),
  },

  'GET /api/papers/roster.xlsx': {
    roles: OFFICE,
    summary: 'The roster of a month as a workbook; telephone numbers for those who may read contacts',
    query: z.strictObject({ book, month }),
  },
  'POST /api/imports/roster': {
    roles: OFFICE,
    summary: 'A dry run of an office’s own table (.xlsx, .xls, .csv) for a month; nothing is written',
    writes: true,
    query: z.strictObject({ book, month }),
    rawLimit: 5 * 1024 * 1024,
  },
  'GET /api/feeds': { roles: OFFICE, summary: 'My calendar subscriptions', query: none },
  'POST /api/feeds': {
    roles: OFFICE,
    summary: 'An address to subscribe to: my shifts, or everybody’s without telephone numbers',
    writes: true,
    body: z.strictObject({ kind: z.enum(FEED_KINDS) }),
  },
  'DELETE /api/feeds/:id': {
    roles: OFFICE,
    summary: 'Revoke one of my subscriptions',
    writes: true,
    query: none,
  },
  'GET /api/feeds/:token.ics': {
    roles: 'anyone',
    summary: 'Published shifts as a calendar (RFC 5545), against the token of a subscription',
    query: none,
  },
} as const satisfies Record<string, Route>;

export type RouteKey = keyof typeof ROUTES;

/** The form of ids in paths. */
export const pathId = uuid;
