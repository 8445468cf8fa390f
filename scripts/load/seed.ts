import { randomUUID } from 'node:crypto';
import { accountModels, buildIndexes, type AccountRecord } from '../../server/accounts/models.ts';
import { openHashing } from '../../server/accounts/passwords/hashing.ts';
import { openSessions, type Sessions } from '../../server/accounts/sessions/sessions.ts';
import { digestOf, foldName, newToken } from '../../server/accounts/tokens.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { openStore } from '../../server/store.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { OFFICE, phoneAddress, type Crew, type Seat } from './seat.ts';

/**
 * Puts accounts and their sessions straight into a store that no server has open, as the server itself would: a
 * thousand sign-ins would hash for a minute, and hashing is measured elsewhere. All have the same password.
 */
export async function seat(dataDir: string, crew: Crew, password: string): Promise<Seat[]> {
  const embedded = await startEmbedded({ dataDir, noSync: true });
  const store = await openStore(embedded.uri);
  try {
    const models = accountModels(store.connection);
    await buildIndexes(models);
    const sessions = openSessions(models, Date.now);
    const passwordHash = await openHashing().hash(password);
    const people = peopleOf(crew, passwordHash);
    await models.account.insertMany(people.map(({ account }) => account));
    const seats: Seat[] = [];
    const here = people.filter(({ account }) => account.role !== 'administrator');
    for (const one of here) seats.push(await signedIn(sessions, one));
    return seats;
  } finally {
    await store.close();
    await embedded.stop();
  }
}

type Person = Omit<Seat, 'cookie'> & { readonly account: AccountRecord };

function peopleOf({ liaisons, desks, walls }: Crew, passwordHash: string): Person[] {
  const all: Person[] = [];
  for (let n = 0; n < liaisons; n += 1) {
    const { id: villageId } = EXAMPLE_TOWNSHIP.villages[n % EXAMPLE_TOWNSHIP.villages.length] as {
      id: string;
    };
    const account = accountOf(`liaison-${n}`, 'villageLiaison', {
      villageId,
      slot: n % 2 ? 'B' : 'A',
      passwordHash,
    });
    const where = { villageId, address: phoneAddress(n), audience: `village/${villageId}` as const };
    all.push({ kind: 'liaison', account, ...where });
  }
  for (let n = 0; n < desks; n += 1) {
    const account = accountOf(`desk-${n}`, n % 3 ? 'dutyOfficer' : 'leader', { passwordHash });
    all.push({ kind: 'desk', account, villageId: null, address: OFFICE, audience: 'desk' });
  }
  for (let n = 0; n < walls; n += 1) {
    const account = accountOf(`wall-${n}`, 'wall', { deviceDigest: digestOf(newToken()) });
    all.push({ kind: 'wall', account, villageId: null, address: OFFICE, audience: 'wall' });
  }
  // Nobody sits here, but a township without an administrator would ask to be set up.
  all.push({
    ...{ kind: 'desk', villageId: null, address: OFFICE, audience: 'desk' },
    account: accountOf('load-admin', 'administrator', { passwordHash }),
  });
  return all;
}

function accountOf(
  signInName: string,
  role: AccountRecord['role'],
  more: Partial<AccountRecord>,
): AccountRecord {
  return {
    ...{
      _id: randomUUID(),
      signInName,
      foldedName: foldName(signInName),
      name: signInName,
      post: role,
      role,
    },
    ...{ villageId: null, departmentId: null, slot: null, phone: null, disabled: false },
    ...{ passwordHash: null, deviceDigest: null, createdAt: new Date() },
    ...more,
  };
}

const DEVICE = { liaison: 'phone', desk: 'desk', wall: 'wall' } as const;

async function signedIn(sessions: Sessions, { account, ...person }: Person): Promise<Seat> {
  const from = { device: DEVICE[person.kind], address: person.address, userAgent: 'load' };
  const { token } = await sessions.begin(account, from);
  return { ...person, cookie: `zhishou=${token}` };
}
