import { mayGive } from '../../live/useMay.ts';
import type { InboxView } from '../../report/desk/inbox/useInbox.ts';
import type { SigningDesk } from '../../report/desk/useSigning.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import type { Desk } from './useDesk.ts';

interface Parts {
  readonly desk: Desk;
  readonly inbox: InboxView;
  readonly signing: SigningDesk;
  readonly find: () => void;
  readonly help: () => void;
}

/** The keys of the desk. Single letters, off while somebody types; each is shown on its button. */
export function useDeskKeys({ desk, inbox, signing, find, help }: Parts): void {
  const { view } = desk;
  const move = (step: 1 | -1) => {
    const next = inbox.neighbour(view.reportId, step);
    if (next) desk.openReport(next);
  };
  const shown = () => [...inbox.waiting.value, ...inbox.rest.value][0];
  /** The one that is open if it waits, else the one on top. */
  const toSign = () => inbox.waiting.value.find(({ id }) => id === view.reportId) ?? inbox.waiting.value[0];

  useShortcuts([
    {
      key: 'n',
      does: { zh: '登记来电', en: 'Log a call' },
      run: () => void desk.call(),
      when: () => mayGive('report.submit'),
    },
    {
      key: 'a',
      does: { zh: '签收', en: 'Sign' },
      run: () => {
        const report = toSign();
        if (!report) return;
        // What was signed for is seen: nobody silences an alarm without knowing which.
        void signing.sign(report.id);
        desk.openReport(report.id);
      },
      when: () => mayGive('report.acknowledge') && toSign() !== undefined,
    },
    { key: 'j', does: { zh: '下一条收件', en: 'Next report' }, run: () => move(1) },
    { key: 'k', does: { zh: '上一条收件', en: 'Report before' }, run: () => move(-1) },
    {
      key: 'Enter',
      does: { zh: '打开最上面一条', en: 'Open the one on top' },
      run: () => void desk.openReport(shown()?.id ?? null),
      when: () => view.reportId === null && shown() !== undefined,
    },
    { key: '/', does: { zh: '搜索', en: 'Search' }, run: find },
    { key: '?', does: { zh: '帮助', en: 'Help' }, run: help },
    { key: 'Escape', does: { zh: '关闭、返回', en: 'Close, go back' }, run: () => void desk.back() },
  ]);
}
