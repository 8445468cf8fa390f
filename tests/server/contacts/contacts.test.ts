import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContacts, type Contacts } from '../../../server/contacts/contacts.ts';
import { contactHandlers } from '../../../server/http/handlers/contacts.ts';
import type { Asked } from '../../../server/http/route.ts';
import { ROUTES } from '../../../server/http/routes.ts';
import { testStore, type TestStore } from '../../support/store.ts';

const zhang = { id: 'zhang' };
const li = { id: 'li' };
const caller = { name: '赵六', phone: '139 0013 9000' };
let store: TestStore;
let contacts: Contacts;

beforeAll(async () => {
  store = await testStore();
  contacts = openContacts({ connection: store.connection });
  await contacts.ready();
});
afterAll(() => store.done());

async function kept(): Promise<string> {
  const id = randomUUID();
  expect(await contacts.put(id, caller, zhang)).toBeNull();
  return id;
}

describe('a contact', () => {
  it('is kept under the id its client made, and the same again is no change', async () => {
    const id = await kept();
    expect(await contacts.find(id)).toEqual({ id, ...caller });
    expect(await contacts.put(id, caller, zhang)).toBeNull();
    expect(await contacts.put(id, caller, li)).toBeNull();
    expect(await contacts.find(id)).toEqual({ id, ...caller });
  });

  it('is corrected by who wrote it; to another person the id is taken', async () => {
    const id = await kept();
    expect(await contacts.put(id, { name: '钱七', phone: null }, li)).toMatchObject({
      code: 'contact.foreign',
    });
    expect(await contacts.find(id)).toEqual({ id, ...caller });
    expect(await contacts.put(id, { name: '钱七', phone: null }, zhang)).toBeNull();
    expect(await contacts.find(id)).toEqual({ id, name: '钱七', phone: null });
  });

  it('is one, though its client sent it twice at once', async () => {
    const id = randomUUID();
    const answers = await Promise.all([0, 1, 2, 3].map(() => contacts.put(id, caller, zhang)));
    expect(answers).toEqual([null, null, null, null]);
    const other = randomUUID();
    const rivals = await Promise.all([
      contacts.put(other, caller, zhang),
      contacts.put(other, { ...caller, name: '钱七' }, li),
    ]);
    expect(rivals.filter((answer) => answer === null)).toHaveLength(1);
  });

  it('is deleted for good: nothing of the person remains, and a late repeat does not bring it back', async () => {
    const id = await kept();
    expect(await contacts.remove(id)).toBeNull();
    expect(await contacts.find(id)).toBeNull();
    expect(await contacts.put(id, caller, zhang)).toMatchObject({ code: 'contact.deleted' });
    expect(await contacts.remove(id)).toBeNull();
    const all = JSON.stringify(
      await store.connection.collection<{ _id: string }>('contacts').findOne({ _id: id }),
    );
    for (const personal of ['赵六', '139', 'zhang']) expect(all).not.toContain(personal);
  });

  it('that is not there is refused in both languages', async () => {
    expect(await contacts.find(randomUUID())).toBeNull();
    expect(await contacts.remove(randomUUID())).toEqual({
      code: 'contact.unknown',
      zh: '没有这个联系人，或已删除',
      en: 'There is no such contact, or it was deleted',
    });
  });
});

describe('over HTTP', () => {
  const attended: string[] = [];
  const handle = () => contactHandlers(contacts, async (token) => void attended.push(token));
  const asked = (id: string, body?: unknown, principal = zhang) =>
    ({ params: { id }, body, session: { principal }, token: 'token' }) as unknown as Asked;

  it('is put, read and deleted', async () => {
    const id = randomUUID();
    const over = handle();
    expect(await over['PUT /api/contacts/:id'](asked(id, caller))).toEqual({ status: 204 });
    expect(await over['GET /api/contacts/:id'](asked(id))).toEqual({ status: 200, body: { id, ...caller } });
    const foreign = await over['PUT /api/contacts/:id'](asked(id, { name: null, phone: null }, li));
    expect(foreign).toMatchObject({ status: 409, body: { code: 'contact.foreign' } });
    expect(await over['DELETE /api/contacts/:id'](asked(id))).toEqual({ status: 204 });
    expect(await over['GET /api/contacts/:id'](asked(id))).toMatchObject({ status: 404 });
    expect(attended).toHaveLength(5);
  });

  it('an id that is none is answered like one that is not there', async () => {
    const over = handle();
    for (const id of ['x', '', '../accounts', '{"$ne":1}', randomUUID().toUpperCase(), 'constructor']) {
      const missing = await over['GET /api/contacts/:id'](asked(randomUUID()));
      expect(await over['GET /api/contacts/:id'](asked(id))).toEqual(missing);
      expect(await over['PUT /api/contacts/:id'](asked(id, caller))).toEqual(missing);
      expect(await over['DELETE /api/contacts/:id'](asked(id))).toEqual(missing);
    }
  });

  it('its contract lets in a name and a phone and nothing else', () => {
    const form = ROUTES['PUT /api/contacts/:id'].body;
    expect(form.safeParse(caller).success).toBe(true);
    const hostile = [
      ...[
        { name: { $gt: '' }, phone: null },
        { name: ['a'], phone: null },
        { name: 'a' },
        { ...caller, byId: 'li' },
      ],
      ...[
        { name: 'a', phone: 'call me' },
        { name: 'x'.repeat(31), phone: null },
        { name: '\u0000', phone: null },
      ],
      JSON.parse('{"name":"a","phone":null,"__proto__":{"x":1}}') as object,
    ];
    for (const body of hostile) expect(form.safeParse(body).success).toBe(false);
  });
});
