import { describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import {
  bodyOf,
  emptyDraft,
  isUntouched,
  problemsOf,
  urgencyOf,
  type CallDraft,
} from '../../../client/report/desk/call/callDraft.ts';
import { fromRefused } from '../../../client/report/desk/call/fromRefused.ts';
import { useCallForm } from '../../../client/report/desk/call/useCallForm.ts';
import { readDraft } from '../../../client/report/desk/call/useDraft.ts';
import { correctionOf, draftOf } from '../../../client/report/desk/acts/correction.ts';
import { catalogue } from '../../../shared/catalogue.ts';
import { reportRow } from './rows.ts';
import { standUp, type Stand } from './stand.ts';

const at = { now: Date.parse('2026-04-05T14:36:00+08:00'), zone: 'Asia/Shanghai' };
const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

function filled(more: Partial<CallDraft> = {}): CallDraft {
  return {
    ...emptyDraft('14:35'),
    villageId: 'a',
    villageText: 'a村',
    kind: 'U01',
    words: ' 北坡起火 ',
    ...more,
  };
}
const wrong = (draft: CallDraft) => Object.keys(problemsOf(draft, at)).sort();
const isLetIn = (body: unknown) => catalogue.contract('report.submit')?.safeParse(body).success;

describe('the draft of a call', () => {
  test('needs a place, a kind and words, and nothing else', () => {
    expect(wrong(emptyDraft('14:35'))).toEqual(['kind', 'villageId', 'words']);
    expect(wrong(filled())).toEqual([]);
    expect(wrong(filled({ villageId: null, villageText: '', point: { lat: 42.3, lng: 120.9 } }))).toEqual([]);
  });

  test('does not take a point for the village that somebody typed and did not get', () => {
    const draft = filled({ villageId: null, villageText: '塘房', point: { lat: 42.3, lng: 120.9 } });
    expect(wrong(draft)).toEqual(['villageId']);
  });

  test('says which time, number or figure cannot be read', () => {
    const draft = filled({
      ...{ happenedAt: '刚才', foundAt: '4-5 23:50', phone: '党政办' },
      counts: { ...emptyDraft('').counts, dead: '两人' },
    });
    expect(wrong(draft)).toEqual(['counts', 'foundAt', 'happenedAt', 'phone']);
  });

  test('becomes a body that the contract lets in, and keeps the four times apart', () => {
    const draft = filled({
      ...{ unit: '旗森防指', name: '值班员', post: '', channel: 'superior', detail: '3组 北坡' },
      ...{ happenedAt: '13:20', foundAt: '1326', point: { lat: 42.36, lng: 120.9 } },
      counts: { ...emptyDraft('').counts, dead: '0', evacuated: '9' },
    });
    const body = bodyOf(draft, at, { fileIds: [], contactId: null });
    expect(isLetIn(body)).toBe(true);
    expect(body).toMatchObject({
      ...{ words: '北坡起火', urgency: 'urgent', channel: 'superior' },
      ...{ happenedAt: '2026-04-05T13:20:00.000+08:00', foundAt: '2026-04-05T13:26:00.000+08:00' },
      receivedAt: '2026-04-05T14:35:00.000+08:00',
      place: { villageId: 'a', source: 'map', detail: '3组 北坡' },
      casualties: { dead: 0, evacuated: 9, missing: null },
      informant: { unit: '旗森防指', name: '值班员', post: null, contactId: null },
    });
  });

  test('leaves what nobody wrote unknown', () => {
    const body = bodyOf(filled(), at, { fileIds: [], contactId: null });
    expect(isLetIn(body)).toBe(true);
    expect(body).toMatchObject({
      casualties: null,
      happenedAt: null,
      place: { point: null, source: 'village' },
    });
  });

  test('is as urgent as its kind until somebody says otherwise', () => {
    expect(urgencyOf(emptyDraft(''))).toBe('routine');
    expect(urgencyOf(filled({ kind: 'U03' }))).toBe('critical');
    expect(urgencyOf(filled({ kind: 'U03', urgency: 'routine' }))).toBe('routine');
  });

  test('is worth keeping once a word was written, and survives an older form', () => {
    expect(isUntouched(emptyDraft('14:35'))).toBe(true);
    expect(isUntouched(filled())).toBe(false);
    expect(readDraft('{"words":"起火","counts":{"dead":"1"}}', '14:36')).toMatchObject({
      ...{ words: '起火', receivedAt: '14:36', unit: '' },
      counts: { dead: '1', missing: '' },
    });
    expect(readDraft('not json', '14:36')).toEqual(emptyDraft('14:36'));
  });

  test('comes back whole from a refused report', () => {
    const draft = filled({
      ...{ unit: '旗森防指', detail: '3组', happenedAt: '04-05 13:20', receivedAt: '04-05 14:35' },
      ...{ urgency: 'critical', phone: '0475-1234567', point: { lat: 42.36, lng: 120.9 } },
    });
    const body = bodyOf(draft, at, { fileIds: [], contactId: null });
    const reopened = {
      ...{ id: 'x', type: 'report.submit', refusal: null, files: [] },
      ...{ body: body as unknown as Record<string, unknown>, contact: { name: null, phone: '0475-1234567' } },
    };
    const again = fromRefused(reopened, at.now);
    expect(bodyOf(again, at, { fileIds: [], contactId: null })).toEqual(body);
    expect(again.phone).toBe('0475-1234567');
  });
});

describe('taking down a call', () => {
  let key = 0;
  const form = (stand: Stand, name = `t${(key += 1)}`) => stand.run(() => useCallForm(name, null));
  const write = (open: ReturnType<typeof form>, more: Partial<CallDraft> = {}) =>
    Object.assign(open.draft, filled({ receivedAt: '13:27', ...more }));

  test('is logged and signed for in one go, and the form is empty again', async () => {
    const stand = standUp();
    const open = form(stand);
    expect(open.draft.receivedAt).toBe('13:28');
    expect(await open.log()).toBeNull();
    expect(Object.keys(open.problems.value).sort()).toEqual(['kind', 'villageId', 'words']);
    write(open, { phone: '13800000000', name: '张某' });
    const logged = await open.log();
    expect(logged?.delivered).toBe(true);
    await until(() => expect(stand.peer.world.tables.report.get(logged!.id)?.state).toBe('acknowledged'));
    expect(stand.contacts).toMatchObject([{ name: '张某', phone: '13800000000' }]);
    const report = stand.peer.world.tables.report.get(logged!.id);
    expect(report?.informant.contactId).toBe(stand.contacts[0]?.id);
    expect(JSON.stringify(report)).not.toContain('13800000000');
    expect(isUntouched(open.draft)).toBe(true);
  });

  test('loses nothing by a reload', async () => {
    const stand = standUp();
    const open = form(stand, 'reload');
    write(open, { words: '写了一半' });
    await nextTick();
    const after = form(stand, 'reload');
    expect(after.draft).toMatchObject({ words: '写了一半', villageId: 'a', kind: 'U01' });
    expect(after.kept.value).toBe(true);
    await after.log();
    expect(isUntouched(form(stand, 'reload').draft)).toBe(true);
  });

  test('goes on without a line: it is kept, and sent once there is one', async () => {
    const stand = standUp();
    const open = form(stand);
    stand.cut(true);
    write(open);
    const logged = await open.log();
    expect(logged?.delivered).toBe(false);
    expect(isUntouched(open.draft)).toBe(true);
    stand.cut(false);
    await until(() => expect(stand.peer.world.tables.report.get(logged!.id)?.state).toBe('acknowledged'));
    expect(stand.sent.filter(({ type }) => type === 'report.submit')).toHaveLength(1);
  });

  test('keeps every word when it is refused, says why, and the next try takes its place', async () => {
    const stand = standUp();
    const open = form(stand);
    write(open, { villageId: 'nowhere' });
    expect(await open.log()).toBeNull();
    expect(open.refusal.value?.zh).toBe('没有这个村');
    expect(open.draft.words.trim()).toBe('北坡起火');
    expect(stand.outbox.items.value.map(({ state }) => state)).toEqual(['refused']);
    open.draft.villageId = 'a';
    expect((await open.log())?.delivered).toBe(true);
    await until(() =>
      expect(stand.outbox.items.value.filter(({ state }) => state === 'refused')).toEqual([]),
    );
  });
});

describe('a correction', () => {
  const row = reportRow('r', {
    ...{ happenedAt: '2026-04-05T13:26:41+08:00', urgency: 'urgent' },
    place: { villageId: 'a', point: { lat: 42.36, lng: 120.9 }, source: 'gps', accuracy: 18, detail: '3组' },
  });
  const changedBy = (more: Partial<CallDraft>) =>
    correctionOf(row, { ...draftOf(row, at.now), ...more }, at).changed;

  test('changes nothing that was not touched, not even the seconds of a time or how a point was found', () => {
    expect(changedBy({})).toEqual({});
    // A phone that gave a point names the village once, not twice.
    const once = { ...row, place: { ...row.place, villageId: null } };
    expect(correctionOf(once, draftOf(once, at.now), at).changed).toEqual({});
    expect(changedBy({ detail: '3组 东侧' })).toEqual({ place: { ...row.place, detail: '3组 东侧' } });
  });

  test('carries the fields that changed and no others', () => {
    expect(changedBy({ words: '北坡起火' })).toEqual({ words: '北坡起火' });
    expect(changedBy({ happenedAt: '' })).toEqual({ happenedAt: null });
    expect(changedBy({ point: { lat: 42.37, lng: 120.9 } })).toMatchObject({
      place: { source: 'map', accuracy: null, point: { lat: 42.37 } },
    });
    expect(changedBy({ villageId: 'b', villageText: 'b村' })).toMatchObject({
      villageId: 'b',
      place: { villageId: 'b' },
    });
  });

  test('is let in by the contract', () => {
    const body = { reportId: 'r', reason: '听错', ...changedBy({ urgency: 'critical', words: '北坡明火' }) };
    expect(catalogue.contract('report.correct')?.safeParse(body).success).toBe(true);
  });
});
