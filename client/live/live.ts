import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import { audienceOf } from '../../shared/roles.ts';
import type { Answer, Envelope, Snapshot } from '../../shared/wire.ts';
import { findSession, followOtherTabs, isLeaving, session } from '../account/session.ts';
import { LiveClock } from './clock.ts';
import { early } from './lines/early.ts';
import { guarded } from './guard.ts';
import { answerOf, ask, SILENCE } from './http.ts';
import { Shelf } from './keep/shelf.ts';
import { tabsOf } from './keep/tabs.ts';
import { Link } from './link.ts';
import type { Dial, Line } from './lines/line.ts';
import { Outbox, type OutboxParts } from './outbox.ts';
import { dialSocket } from './lines/socket.ts';
import { submitTo, type Submit } from './submit.ts';
import { LiveWorld } from './world.ts';

/** One book that this screen follows. */
export interface LiveBook {
  readonly world: LiveWorld;
  readonly clock: LiveClock;
  readonly link: Link;
  readonly stop: () => void;
}

/**
 * What this screen is connected to: its book (and in an exercise the real one beside it), the outbox of the account
 * that is signed in, and how to submit. Everything in it is plain; only refs inside are followed.
 */
export const useLive = defineStore('live', () => {
  const books = shallowRef<ReadonlyMap<string, LiveBook>>(new Map());
  const book = ref('');
  const outbox = shallowRef<Outbox | null>(null);
  const account = ref<string | null>(null);
  /** This page is older than the server; it reloads by itself, but not over and over. */
  const isTooOld = ref(false);
  let stops: (() => void)[] = [];

  /** Connects to a book as an account. What was connected before is let go. */
  function start(who: { account: string; book: string }): void {
    stop();
    account.value = who.account;
    book.value = who.book;
    const box = openOutbox(who.account, books);
    outbox.value = markRaw(box.outbox);
    const links = () => [...books.value.values()].map(({ link }) => link);
    const forgets = session.value?.device === 'phone' ? forgetOnLeaving(box.outbox) : () => undefined;
    stops = [box.stop, followBrowser(links, box.outbox), followOtherTabs(), forgets];
    follow(who.book);
  }

  /** Follows another book beside the first: in an exercise, the real one. */
  function follow(name: string): LiveBook {
    const known = books.value.get(name);
    if (known) return known;
    const opened = openBook(name, outbox.value, isTooOld);
    books.value = new Map([...books.value, [name, opened]]);
    return opened;
  }

  function stop(): void {
    for (const { stop: end } of books.value.values()) end();
    for (const end of stops) end();
    books.value = new Map();
    stops = [];
    outbox.value = account.value = null;
  }

  const current = computed(() => books.value.get(book.value) ?? null);
  const submit: Submit = submitTo(
    () => must(outbox.value),
    () => book.value,
  );
  return { books, book, current, outbox, account, isTooOld, start, follow, stop, submit };
});

function openBook(name: string, outbox: Outbox | null, isTooOld: { value: boolean }): LiveBook {
  const world = new LiveWorld(name);
  const clock = new LiveClock();
  const link = new Link({
    world,
    clock,
    dial: { socket: dialSocket, http: dialRound },
    snapshot: fetchSnapshot,
    onReady: () => {
      outbox?.kick();
      void outbox?.meet({ book: name, epoch: world.epoch ?? '', restored: restoreOf(world) });
      // Rights that changed while nobody could be told: the rows say so first.
      if (session.value && world.audience !== audienceOf(session.value.principal)) void findSession();
    },
    onSignedOut: () => void askAgain(link),
    onRightsChanged: () => void findSession(),
    onTooOld: () => {
      isTooOld.value = true;
    },
  });
  const stopTicking = clock.start();
  const stopSettling = watch(world.moved, (seq) => outbox?.settle(name, seq), { flush: 'sync' });
  const stop = () => {
    stopTicking();
    stopSettling();
    link.stop();
    world.clear();
  };
  link.start();
  return markRaw({ world, clock, link, stop });
}

/** A phone may be handed on: whoever signs out leaves nothing there but what still has to go. */
function forgetOnLeaving(outbox: Outbox): () => void {
  const look = (now: unknown) => {
    if (now === null && isLeaving()) void outbox.forget();
  };
  return watch(session, look, { flush: 'sync' });
}

function restoreOf(world: LiveWorld) {
  return world.row('book', 'book')?.restored ?? null;
}

/** Told that nobody is signed in: if the session's own word is another, or nobody answers, the line is tried again. */
async function askAgain(link: Link): Promise<void> {
  if ((await findSession()) === 'out') return;
  setTimeout(() => link.resume(), 2000 + Math.random() * 3000);
}

async function fetchSnapshot(book: string): Promise<Snapshot | 'signed-out' | null> {
  const query = { book };
  const heard =
    (await early('snapshot', book)) ?? (await ask('GET', '/api/snapshot', { query, patience: 60_000 }));
  if (heard?.status === 401) return 'signed-out';
  return heard?.status === 200 ? (heard.body as Snapshot) : null;
}

function openOutbox(account: string, books: { value: ReadonlyMap<string, LiveBook> }) {
  const shelf = new Shelf();
  const tabs = tabsOf('outbox.changed', () => void outbox.reread());
  const outbox = new Outbox({
    account,
    shelf,
    tell: () => tabs.tell(),
    epochOf: (book) => books.value.get(book)?.world.epoch ?? null,
    send: guarded(account, (envelope: Envelope) =>
      sendCommand(books.value.get(envelope.book)?.link, envelope),
    ),
    sendContact: guarded(account, async ({ id, name, phone }) =>
      answerOf(await ask('PUT', `/api/contacts/${id}`, { json: { name, phone } })),
    ),
    sendFile: guarded(account, sendFile),
  });
  const stop = () => {
    tabs.close();
    outbox.close();
    void shelf.close();
  };
  void outbox.open();
  return { outbox, stop };
}

/** The way round is fetched when it is first needed: whoever takes it has HTTP. */
const dialRound: Dial = (ears) => {
  let line: Line | null = null;
  let closed = false;
  const poll = import('./lines/poll.ts').then(({ dialPoll }) => {
    if (!closed) line = dialPoll(ears);
  });
  poll.catch(() => ears.down());
  const there = () => line ?? Promise.reject<Line>(new Error('not connected'));
  return {
    hello: async (message) => (await there()).hello(message),
    command: async (envelope) => (await there()).command(envelope),
    presence: (message) => line?.presence(message),
    close: () => {
      closed = true;
      line?.close();
    },
  };
};

/** So is what sends photos. */
const sendFile: OutboxParts['sendFile'] = async (...args) => {
  const lines = await import('./lines/upload.ts').catch(() => null);
  return lines ? lines.uploadFile(...args) : { ok: false, fault: SILENCE };
};

/** By the line where there is one, else by HTTP: the same door at the server. */
async function sendCommand(link: Link | undefined, envelope: Envelope): Promise<Answer> {
  if (link?.state.value !== 'connected')
    return answerOf(await ask('POST', '/api/commands', { json: envelope }));
  return link.command(envelope).catch(() => ({ ok: false, fault: SILENCE }));
}

/** What the browser knows sooner than any timer: the network is back, the page is seen again. */
function followBrowser(links: () => Link[], outbox: Outbox): () => void {
  const wake = () => {
    if (document.visibilityState === 'hidden') return;
    for (const link of links()) link.wake();
    outbox.kick();
  };
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    removeEventListener('online', wake);
    removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', wake);
  };
}

function must(outbox: Outbox | null): Outbox {
  if (!outbox) throw new Error('nothing is submitted before somebody is signed in');
  return outbox;
}
