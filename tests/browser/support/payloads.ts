import { randomUUID } from 'node:crypto';
import { Client } from '../../../scripts/client.ts';
import { OWN, PASSWORD, type Township } from '../../support/township.ts';
import { smoke } from './doings.ts';

/** What runs when text is taken for more than text. Each calls `hit`, which the pages of the test have. */
export const PAYLOADS = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '"><svg onload=hit()>',
  "'-hit()-'",
  '{{hit()}}${hit()}',
  '<iframe srcdoc="<script>parent.hit()</script>">',
  '<a href="javascript:hit()">点这里</a>',
  '</textarea></title><img src=x onerror=hit()>',
  '<svg><script>hit()</script></svg>',
  '<details open ontoggle=hit()>',
  '<input autofocus onfocus=hit()>',
  '<math><mtext></table><img src=x onerror=hit()>',
  '<b style="position:fixed;inset:0">盖住</b>',
  '&lt;img src=x onerror=hit()&gt;',
] as const;
/** All of them in one text. */
export const ALL = PAYLOADS.join(' ');
/** For names of villages, which may be twenty characters long. */
export const SHORT = '<svg/onload=hit()>';
/** For names of people, units, incidents, layers and files. */
export const NAME = '<img src=x onerror=hit()>';
/** A file is stored under what remains of its name. */
export const CLEANED = '_img src=x onerror=hit()_.txt';

const POST = '<svg onload=hit()>';
const PLACE = {
  villageId: OWN,
  point: { lat: 42.36, lng: 120.9 },
  source: 'gps',
  accuracy: 9,
  detail: NAME,
} as const;
const INFORMANT = { unit: NAME, name: NAME, post: POST, contactId: null };

/** Payloads in every field that takes words, sent to the API itself: a form could only soften them. */
export async function writeEverywhere({
  people,
  origin,
}: Township): Promise<{ incidentId: string; liaison: Client }> {
  const { administrator, dutyOfficer } = people;
  await administrator.command('unit.change', { name: NAME, superior: POST });
  await administrator.command('village.rename', { villageId: OWN, name: SHORT, alias: '"><s onload=hit()>' });
  await administrator.must('POST', '/api/accounts', {
    ...{ signInName: 'payload', name: NAME, post: POST, role: 'villageLiaison', villageId: OWN },
    ...{ departmentId: null, slot: 'B', phone: null, password: PASSWORD },
  });
  const liaison = await new Client(origin).signIn('payload', PASSWORD, 'phone');
  const said = { place: PLACE, informant: INFORMANT };
  for (const words of PAYLOADS) await liaison.command('report.submit', smoke(words, said));
  const { id: reportId } = await liaison.command('report.submit', smoke(`退回的 ${ALL}`, said));
  await dutyOfficer.command('report.acknowledge', { reportId });
  await dutyOfficer.command('report.return', { reportId, reason: ALL.slice(0, 500) });
  await writeLayer(dutyOfficer);
  return { incidentId: await writeIncident(dutyOfficer), liaison };
}

async function writeIncident(officer: Client): Promise<string> {
  const file = randomUUID();
  const report = smoke('带文件', { place: PLACE, informant: INFORMANT, channel: 'phone', fileIds: [file] });
  const { id: reportId } = await officer.command('report.submit', report);
  await put(
    officer,
    `/api/files/${file}?of=report&row=${reportId}&name=${encodeURIComponent(`${NAME}.txt`)}`,
    '三组东侧六户',
  );
  await officer.command('report.acknowledge', { reportId });
  await officer.command('report.verify', { reportId, words: ALL.slice(0, 500), observedAt: null });
  await officer.command('report.correct', { reportId, reason: NAME, words: `带文件 ${ALL}` });
  const subject = { reportId, kind: 'N01', title: '先叫别的' };
  const { id: incidentId } = await officer.command('report.acceptAsIncident', subject);
  const said = { incidentId, observedAt: null };
  await officer.command('incident.addLine', { ...said, words: `记下 ${ALL}` });
  await officer.command('incident.recordFigure', { ...said, figure: 'burnedArea', value: 1, source: NAME });
  await officer.command('incident.grade', { incidentId, grade: 4, basis: NAME });
  await officer.command('incident.correct', { incidentId, reason: ALL.slice(0, 500), title: NAME });
  return incidentId;
}

async function writeLayer(officer: Client): Promise<void> {
  const id = randomUUID();
  const fileId = randomUUID();
  const line = {
    type: 'LineString',
    coordinates: [
      [120.8, 42.35],
      [120.9, 42.36],
    ],
  };
  const feature = { type: 'Feature', properties: { name: NAME, [NAME]: NAME }, geometry: line };
  const collection = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
  const stored = await put(officer, `/api/files/${fileId}?of=layer&row=${id}`, collection);
  const { hash, bytes } = stored as { hash: string; bytes: number };
  await officer.command('layer.import', { name: NAME, kind: 'road', fileId, hash, bytes }, { id });
}

async function put({ origin, cookie }: Client, path: string, body: string): Promise<unknown> {
  const headers = { origin, cookie, 'content-type': 'application/octet-stream' };
  const response = await fetch(origin + path, { method: 'PUT', headers, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
