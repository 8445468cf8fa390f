import { OFFICER, SECOND } from './crew.ts';
import { reportFromPhone, type Seen } from './reports.ts';
import { INCIDENT, type Step } from './steps.ts';

/** What the demonstration adds, so that a visitor also sees reports that are no fire: not part of the scenario. */
export const ASIDES: readonly Step[] = [
  aside('13:53', 'xingshuyuanzi', '杏树园子', {
    kind: 'U02',
    urgency: 'routine',
    words: '看得见束龙沟方向的烟,本村没有火情,队员10人待命',
  }),
  asideOf('13:55', (stage) =>
    stage
      .as(OFFICER)
      .command('report.join', { reportId: stage.id('杏树园子'), incidentId: stage.id(INCIDENT) }, stage.here),
  ),
  aside('14:15', 'pingdingshan', '平顶山', {
    kind: 'A08',
    urgency: 'urgent',
    words: '大风刮断一根电杆,2组停电,没有人受伤',
  }),
  asideOf('14:17', (stage) =>
    stage.as(SECOND).command('report.acknowledge', { reportId: stage.id('平顶山') }, stage.here),
  ),
  asideOf('14:45', (stage) =>
    stage
      .as(SECOND)
      .command(
        'report.verify',
        { reportId: stage.id('平顶山'), words: '供电所已派人抢修', observedAt: null },
        stage.here,
      ),
  ),
  aside('15:05', 'naimanzhangzi', '奈曼杖子', {
    kind: 'U99',
    urgency: 'routine',
    words: '巡查3处祭扫点,没有火源',
  }),
];

function aside(time: string, village: string, word: string, seen: Seen): Step {
  return { ...asideOf(time, (stage) => reportFromPhone(stage, village, word, seen)), by: village };
}

function asideOf(time: string, run: Step['run']): Step {
  return { no: null, at: `2026-04-05T${time}:00+08:00`, by: OFFICER, run };
}
