import { randomUUID } from 'node:crypto';
import { Client } from '../../../scripts/client.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { OWN, PASSWORD, type Township } from '../../support/township.ts';
import { smoke } from './doings.ts';
import { PAYLOADS } from './payloads.ts';

/** Sixty and more, each of which has run somewhere: by element, attribute, address, template, style, and confusion. */
export const EVERY: readonly string[] = [
  ...PAYLOADS,
  '<script src=//evil.example/hit()></script>',
  '<ScRiPt>hit()</sCrIpT>',
  '<script\n>hit()</script >',
  '<scr<script>ipt>hit()</scr</script>ipt>',
  '<script type=module>hit()</script>',
  '<img src="x" onerror="hit()">',
  "<img src='x' onerror='hit()'>",
  '<img/src=x/onerror=hit()>',
  '<img src=x onerror\n=hit()>',
  '<img src=x:x onerror=hit()//',
  '<img srcset=x onerror=hit()>',
  '<image href=x onerror=hit()>',
  '<svg/onload=hit()//',
  '<svg><animate onbegin=hit() attributeName=x>',
  '<svg><set onbegin=hit() attributeName=x>',
  '<svg><a xlink:href="javascript:hit()"><text>x</text></a>',
  '<svg><foreignObject><body onload=hit()>',
  '<svg><style>@import "javascript:hit()"</style>',
  '<body onload=hit()>',
  '<body onpageshow=hit()>',
  '<video src=x onerror=hit()>',
  '<video><source onerror=hit()></video>',
  '<audio src=x onerror=hit()>',
  '<marquee onstart=hit()>x</marquee>',
  '<select autofocus onfocus=hit()>',
  '<textarea autofocus onfocus=hit()>',
  '<button autofocus onfocus=hit()>x',
  '<keygen autofocus onfocus=hit()>',
  '<div onpointerover=hit()>x</div>',
  '<div style="animation:x" onanimationstart=hit()>',
  '<div style="background:url(javascript:hit())">',
  '<p style="width:expression(hit())">x</p>',
  '<style>*{x:expression(hit())}</style>',
  '<style onload=hit()></style>',
  '<link rel=stylesheet href="javascript:hit()">',
  '<link rel=import href="data:text/html,hit()">',
  '<base href="javascript:hit()//">',
  '<meta http-equiv=refresh content="0;url=javascript:hit()">',
  '<form action="javascript:hit()"><input type=submit>',
  '<button formaction="javascript:hit()">x</button>',
  '<object data="javascript:hit()">',
  '<embed src="javascript:hit()">',
  '<iframe src="javascript:hit()">',
  '<iframe onload=hit()>',
  '<a href="jav\tascript:hit()">x</a>',
  '<a href="data:text/html,<script>hit()</script>">x</a>',
  '<a href="vbscript:hit()">x</a>',
  '<template><img src=x onerror=hit()></template>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<math href="javascript:hit()">x</math>',
  '<table background="javascript:hit()">',
  '<!--><img src=x onerror=hit()>-->',
  '<![CDATA[<img src=x onerror=hit()>]]>',
  '</style><img src=x onerror=hit()>',
  '</script><script>hit()</script>',
  '" onfocus=hit() autofocus x="',
  "' onfocus=hit() autofocus x='",
  '` onfocus=hit() autofocus',
  'javascript:hit()',
  '${hit()}#{hit()}<%=hit()%>',
  "{{constructor.constructor('hit()')()}}",
  "{{_c.constructor('hit()')()}}",
  '\\u003cimg src=x onerror=hit()\\u003e',
  '%3Cimg src=x onerror=hit()%3E',
  '＜img src=x onerror=hit()＞',
  '+ADw-script+AD4-hit()+ADw-/script+AD4-',
  '\u202e<img src=x onerror=hit()>',
  '<x contenteditable onblur=hit()>x</x>',
  '<dialog open onclose=hit()>x</dialog>',
];

const SHORTEST = '<s onload=hit()>';
const fit = (payload: string, most: number) => (payload.length <= most ? payload : SHORTEST);

/** What was written, to be looked at. */
export interface Flood {
  readonly incidentIds: readonly string[];
  readonly reportIds: readonly string[];
  readonly liaison: Client;
}

/** Each payload in every field of every noun that takes words, and in the names of files. */
export async function flood(township: Township): Promise<Flood> {
  const { people, origin } = township;
  await settings(township);
  const liaison = await new Client(origin).signIn('payload-0', PASSWORD, 'phone');
  const incidentIds: string[] = [];
  const reportIds: string[] = [];
  for (const [n, payload] of EVERY.entries()) {
    const reportId =
      n % 2 ? await report(liaison, 'app', payload) : await report(people.dutyOfficer, 'phone', payload);
    reportIds.push(reportId);
    if (n % 3 === 0) incidentIds.push(await incident(people.dutyOfficer, reportId, payload));
    if (n % 3 === 1) await sendBack(people.dutyOfficer, reportId, payload);
  }
  return { incidentIds, reportIds, liaison };
}

async function settings({ people }: Township): Promise<void> {
  const { administrator, dutyOfficer } = people;
  const [name = '', post = ''] = EVERY;
  await administrator.command('unit.change', { name: fit(name, 40), superior: fit(post, 60) });
  for (const [n, { id }] of EXAMPLE_TOWNSHIP.villages.entries()) {
    const said = { name: `<s onload=hit()>${n}`, alias: `"><i onx=hit()>${n}` };
    await administrator.command('village.rename', { villageId: id, ...said });
  }
  for (const [n, payload] of EVERY.slice(0, 8).entries())
    await administrator.must('POST', '/api/accounts', {
      ...{
        signInName: `payload-${n}`,
        name: fit(payload, 30),
        post: fit(payload, 40),
        role: 'villageLiaison',
      },
      ...{ villageId: OWN, departmentId: null, slot: null, phone: null, password: PASSWORD },
    });
  await administrator.must('POST', '/api/devices', { name: fit(EVERY[20] ?? '', 40) });
  for (const payload of EVERY.slice(0, 28)) await layer(dutyOfficer, fit(payload, 40));
  const exercise = { kind: 'exercise', startsAt: '2026-04-05T08:00:00+08:00', speed: 1 } as const;
  await dutyOfficer.command('book.openExercise', { ...exercise, title: fit(EVERY[30] ?? '', 60) });
}

async function layer(officer: Client, name: string): Promise<void> {
  const [id, fileId] = [randomUUID(), randomUUID()];
  const geometry = {
    type: 'LineString',
    coordinates: [
      [120.8, 42.35],
      [120.9, 42.36],
    ],
  };
  const feature = { type: 'Feature', properties: { name, [name]: name }, geometry };
  const collection = JSON.stringify({ type: 'FeatureCollection', features: [feature], id });
  const { hash, bytes } = await put(officer, `/api/files/${fileId}?of=layer&row=${id}`, collection);
  await officer.command('layer.import', { name, kind: 'road', fileId, hash, bytes }, { id });
}

async function report(sender: Client, channel: 'app' | 'phone', payload: string): Promise<string> {
  const fileId = randomUUID();
  const place = {
    villageId: OWN,
    point: { lat: 42.36, lng: 120.9 },
    source: 'gps',
    accuracy: 9,
    detail: fit(payload, 120),
  } as const;
  const informant = {
    unit: fit(payload, 60),
    name: fit(payload, 30),
    post: fit(payload, 40),
    contactId: null,
  };
  const { id } = await sender.command(
    'report.submit',
    smoke(payload, { place, informant, channel, fileIds: [fileId] }),
  );
  const name = encodeURIComponent(`${payload}.txt`);
  await put(sender, `/api/files/${fileId}?of=report&row=${id}&name=${name}`, `三组 ${id}`);
  return id;
}

async function incident(officer: Client, reportId: string, payload: string): Promise<string> {
  await officer.command('report.acknowledge', { reportId });
  await officer.command('report.verify', { reportId, words: payload, observedAt: null });
  await officer.command('report.correct', { reportId, reason: payload, words: `更正 ${payload}` });
  const subject = { reportId, kind: 'N01', title: fit(payload, 80) };
  const { id: incidentId } = await officer.command('report.acceptAsIncident', subject);
  const said = { incidentId, observedAt: null };
  const { id } = await officer.command('incident.addLine', { ...said, words: payload });
  const { rows } = await officer.get<{ rows: { row: { id: string } }[] }>(
    `/api/records/line?of=${incidentId}&book=real`,
  );
  const lineId = rows.find(({ row }) => row.id.startsWith(id))?.row.id;
  if (lineId)
    await officer.command('incident.correctLine', {
      incidentId,
      lineId,
      words: `改 ${payload}`,
      reason: payload,
    });
  await officer.command('incident.recordFigure', {
    ...said,
    figure: 'burnedArea',
    value: 1,
    source: payload,
  });
  await officer.command('incident.grade', { incidentId, grade: 4, basis: payload });
  await officer.command('incident.advance', { ...said, to: 'verified', reason: payload });
  await officer.command('incident.correct', { incidentId, reason: payload, title: fit(`又 ${payload}`, 80) });
  return incidentId;
}

async function sendBack(officer: Client, reportId: string, payload: string): Promise<void> {
  await officer.command('report.acknowledge', { reportId });
  await officer.command('report.return', { reportId, reason: payload });
}

async function put(
  { origin, cookie }: Client,
  path: string,
  body: string,
): Promise<{ hash: string; bytes: number }> {
  const headers = { origin, cookie, 'content-type': 'application/octet-stream' };
  const response = await fetch(origin + path, { method: 'PUT', headers, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { hash: string; bytes: number };
}
