import { idOf } from '../../clock.ts';
import { randomUUID } from 'node:crypto';
import { REAL } from '../../../shared/book/contract.ts';
import { audienceOf, SYSTEM, type Principal } from '../../../shared/roles.ts';
import { see } from '../../../shared/see.ts';
import { openSetup } from '../../accounts/setup.ts';
import type { openAccounts } from '../../accounts/accounts.ts';
import type { Config } from '../../config.ts';
import type { Feeds } from '../../accounts/feeds.ts';
import type { Contacts } from '../../contacts/contacts.ts';
import type { Files } from '../../files/files.ts';
import { openImports } from '../../imports/openImports.ts';
import type { Report } from '../../log.ts';
import { snapshotsFor } from '../../live/snapshotFor.ts';
import type { Submit } from '../../security/commands.ts';
import { watched } from '../../security/requests.ts';
import type { SecurityRoom } from '../../security/room.ts';
import type { Handle } from '../route.ts';
import type { RouteKey } from '../routes.ts';
import { accountHandlers } from './accounts.ts';
import { commandHandlers } from './commands.ts';
import { contactHandlers } from './contacts.ts';
import { fileHandlers, type FileDeps } from './files.ts';
import { healthHandlers } from './health.ts';
import { paperHandlers } from './papers.ts';
import { readingHandlers, type ReadingSetting } from './reading.ts';
import { securityHandlers } from './security.ts';
import { sessionHandlers } from './session.ts';
import { setupHandlers } from './setup.ts';

export interface AllSetting extends Omit<ReadingSetting, 'snapshot'> {
  readonly config: Config;
  readonly accounts: ReturnType<typeof openAccounts>;
  readonly contacts: Contacts;
  readonly feeds: Feeds;
  readonly files: Files;
  readonly version: string;
  readonly metrics?: () => Promise<string>;
  readonly touch: (token: string) => void;
  readonly submit: Submit;
  readonly room: SecurityRoom;
  readonly report: Report;
}

/** A handler for every line of the table of routes, and the code of the first set-up if it is still to be done. */
export async function handlersOf(
  setting: AllSetting,
): Promise<{ handlers: Record<RouteKey, Handle>; setupCode: string | null }> {
  const { accounts, books, epoch, now } = setting;
  const setup = setupOf(setting);
  const setupCode = await setup.start();
  const handlers: Record<RouteKey, Handle> = {
    ...healthHandlers(setting.version, () => books.real.desk.isOpen, setting.metrics),
    ...setupHandlers(setup),
    ...sessionHandlers({ accounts, setupNeeded: setup.needed }),
    ...accountHandlers(accounts),
    ...contactHandlers(setting.contacts, accounts.attended),
    ...commandHandlers(setting.submit, setting.touch),
    ...readingHandlers({ ...setting, snapshot: snapshotsFor(epoch, now) }),
    ...fileHandlers(filesOf(setting)),
    ...securityHandlers(setting),
    ...paperHandlers({ ...setting, imports: openImports() }),
  };
  return { handlers: underWatch(handlers, setting), setupCode };
}

/** Every handler, with the security log around it. */
function underWatch(handlers: Record<RouteKey, Handle>, { room, accounts, report }: AllSetting) {
  const watch = { ...room, report, accountNamed: accounts.named, endSession: accounts.end };
  const keys = Object.keys(handlers) as RouteKey[];
  const around = keys.map((key) => [key, watched(key, handlers[key], watch)] as const);
  return Object.fromEntries(around) as Record<RouteKey, Handle>;
}

function setupOf({ accounts, books, config }: AllSetting) {
  const { world } = books.real.tail;
  return openSetup({
    accounts,
    preset: config.SETUP_CODE ?? null,
    unit: () => {
      const unit = world.tables.unit.get('unit');
      return unit ? { name: unit.name, villages: [...world.tables.village.values()] } : null;
    },
    openUnit: async (unit: object) => {
      const body = { ...unit, zone: config.TZ_NAME };
      const answer = await books.submit(SYSTEM, { id: randomUUID(), book: REAL, type: 'unit.setUp', body });
      if (answer.ok) return answer;
      if ('fault' in answer) throw new Error('the unit was not taken into the journal');
      return answer;
    },
  });
}

function filesOf({ books, files, records }: AllSetting): FileDeps {
  const worldOf = (book: string) => books.list().find(({ name }) => name === book)?.tail.world;
  return {
    files,
    reportOf: (book, reportId) => worldOf(book)?.tables.report.get(reportId),
    isArchived: async (principal, book, reportId) =>
      (await records.one(book, 'report', reportId, audienceOf(principal))) !== null,
    async arrived({ book, ...body }) {
      const id = idOf('report.photoArrived', book, body.fileId);
      return books.submit(SYSTEM, { id, book, type: 'report.photoArrived', body });
    },
    /** Who may see the attachment or layer that names the bytes, in the World or in the records, may have them. */
    async maySee(principal: Principal, book: string, hash: string) {
      const audience = audienceOf(principal);
      for (const { id, of } of await files.naming(hash)) {
        const table = of === 'layer' ? 'layer' : 'attachment';
        const layers = [...(worldOf(book)?.tables.layer.values() ?? [])];
        const row =
          of === 'layer'
            ? layers.find((layer) => layer.hash === hash)
            : worldOf(book)?.tables.attachment.get(id);
        if (row ? see(audience, table, row) : await records.one(book, table, id, audience)) return true;
      }
      return false;
    },
  };
}
