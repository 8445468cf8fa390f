import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLog } from '../../../server/security/chain.ts';
import { mongoSecurityLog } from '../../../server/security/mongoSecurityLog.ts';
import { testStore, type TestStore } from '../../support/store.ts';
import { draft, securityLogSuite } from './contractSuite.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.done());

async function fresh() {
  const { connection } = await store.connect(`log-${randomUUID().slice(0, 8)}`);
  const real = connection.collection('securityLog');
  let lost = 0;
  const insertMany = async (...given: Parameters<typeof real.insertMany>) => {
    const done = await real.insertMany(...given);
    lost -= 1;
    if (lost === 0) throw new Error('the connection broke');
    return done;
  };
  const collection = new Proxy(real, {
    get(target, name) {
      if (name === 'insertMany') return insertMany;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const log = mongoSecurityLog({ collection: () => collection });
  await log.ready();
  const silence = (n: number) => void (lost = n);
  return { log, open: () => mongoSecurityLog(connection), connection, silence };
}

securityLogSuite(fresh);

describe('the security log in MongoDB', () => {
  it.each([
    ['a changed line', { _id: 2 }, { $set: { result: 'refused' } }, 2],
    ['another person', { _id: 3 }, { $set: { 'who.name': '别人' } }, 3],
    ['a number put in', { _id: 2 }, { $set: { 'detail.rows': 1 } }, 2],
  ])('shows %s', async (_what, filter, change, seq) => {
    const { log, connection } = await fresh();
    await log.append([draft(1), draft(2), draft(3)]);
    await connection.collection<{ _id: number }>('securityLog').updateOne(filter, change);
    expect((await verifyLog(log)).fault).toMatchObject({ seq });
  });

  it('shows a line that was taken out of the middle', async () => {
    const { log, connection } = await fresh();
    await log.append([draft(1), draft(2), draft(3)]);
    await connection.collection<{ _id: number }>('securityLog').deleteOne({ _id: 2 });
    expect((await verifyLog(log)).fault).toMatchObject({ seq: 3 });
  });
});
