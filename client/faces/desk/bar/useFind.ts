import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { incidentNumber, type Incident } from '../../../../shared/incident/contract.ts';
import { KINDS } from '../../../../shared/kind.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import type { Village } from '../../../../shared/village/contract.ts';
import { ask } from '../../../live/http.ts';
import { useClock, useRows, useWorld } from '../../../live/use.ts';
import { rowTime } from '../../../report/desk/describe.ts';
import { rankOf } from '../../../ui/initials.ts';
import { say } from '../../../ui/language.ts';
import type { Suggestion } from '../../../ui/useSuggest.ts';
import { findVillages } from '../../../village/find.ts';
import { words } from '../words.ts';

/** So many of each are shown: more words find fewer. */
const MOST = 6;
/** The records are asked when somebody stops typing for so long. */
const PAUSE_MS = 250;

interface Remembered<R> {
  readonly row: R;
  readonly archived: boolean;
}

/**
 * Finds villages, reports and incidents by words or pinyin initials: what is on the screen at once, and what the
 * records hold, the archive included, a moment later. Values are `village/<id>`, `report/<id>`, `incident/<id>`.
 */
export function useFind() {
  const world = useWorld();
  const { now } = useClock();
  const villages = useRows('village');
  const reports = useRows('report');
  const incidents = useRows('incident');
  const text = ref('');
  const { oldReports, oldIncidents } = useRecords(text, world.book);

  const nameOf = (id: string | null) => (id === null ? '' : (world.row('village', id)?.name ?? ''));
  const reportLine = (report: Report): Suggestion => ({
    value: `report/${report.id}`,
    label: `${rowTime(report.receivedAt, now.value)} ${nameOf(report.villageId)} ${say(KINDS[report.kind])}`,
    hint: report.words.slice(0, 40),
    group: say(world.row('report', report.id) ? words.findReports : words.findArchive),
  });
  const incidentLine = (incident: Incident): Suggestion => ({
    value: `incident/${incident.id}`,
    label: `${incidentNumber(incident)} ${incident.title}`,
    group: say(world.row('incident', incident.id) ? words.findIncidents : words.findArchive),
  });
  const villageLine = ({ id, name, alias }: Village): Suggestion => ({
    ...{ value: `village/${id}`, label: name, group: say(words.findVillages) },
    ...(alias === null ? {} : { hint: alias }),
  });

  function find(typed: string): Suggestion[] {
    if (typed.trim() === '') return [];
    const foundIncidents = incidents.value.filter((one) => fits(typed, [incidentNumber(one), one.title]));
    const foundReports = reports.value.filter((one) => fits(typed, partsOf(one, nameOf(one.villageId))));
    return [
      ...findVillages(villages.value, typed).slice(0, MOST).map(villageLine),
      ...foundIncidents.slice(0, MOST).map(incidentLine),
      ...newest(foundReports).slice(0, MOST).map(reportLine),
      ...oldIncidents.value.map(incidentLine),
      ...oldReports.value.map(reportLine),
    ];
  }

  const archived = computed(() => new Map(oldReports.value.map((report) => [report.id, report])));
  return { text, find, archived };
}

function partsOf({ words: said, informant, kind }: Report, village: string): (string | null)[] {
  return [said, village, informant.unit, informant.name, say(KINDS[kind])];
}

function fits(typed: string, parts: readonly (string | null)[]): boolean {
  return parts.some((part) => part !== null && rankOf(part, typed) !== null);
}

function newest(reports: readonly Report[]): Report[] {
  return [...reports].sort((a, b) => b.seq - a.seq);
}

/** What the records remember of what has left the screen, for the text that stands there now. */
function useRecords(text: { value: string }, book: string) {
  const oldReports = shallowRef<readonly Report[]>([]);
  const oldIncidents = shallowRef<readonly Incident[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  async function look(sought: string): Promise<void> {
    const mine = (round += 1);
    const [reports, incidents] = await Promise.all([
      remembered<Report>('report', sought, book),
      remembered<Incident>('incident', sought, book),
    ]);
    if (mine !== round) return;
    oldReports.value = reports;
    oldIncidents.value = incidents;
  }

  watch(
    () => text.value.trim(),
    (sought) => {
      clearTimeout(timer);
      oldReports.value = oldIncidents.value = [];
      round += 1;
      if (sought.length > 1) timer = setTimeout(() => void look(sought), PAUSE_MS);
    },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { oldReports, oldIncidents };
}

async function remembered<R>(table: string, find: string, book: string): Promise<R[]> {
  const query = { book, find: find.slice(0, 60), limit: '20' };
  const heard = await ask('GET', `/api/records/${table}`, { query });
  if (heard?.status !== 200) return [];
  const { rows } = heard.body as { rows: Remembered<R>[] };
  return rows.filter(({ archived }) => archived).map(({ row }) => row);
}
