import { listen, soundsOn } from './support/moments.ts';
import { smoke } from './support/doings.ts';
import { expect, test } from './support/stage.ts';

test('a desk that the browser keeps silent says so, and rings as soon as it may, until somebody signs', async ({
  township,
  open,
}) => {
  const { people } = township;
  const { page } = await open('/', { size: 'desk', as: people.dutyOfficer, before: listen });
  const begin = page.getByRole('button', { name: /开始值守|启用声音/ });
  await expect(begin).toBeVisible();
  const { id } = await people.villageLiaison.command('report.submit', smoke('坟地边起烟'));
  await expect(page.getByText('坟地边起烟').first()).toBeVisible();
  await expect(begin).toBeVisible();

  await begin.click();
  await expect.poll(() => soundsOn(page)).toHaveLength(1);
  await expect(begin).toHaveCount(0);
  await expect(page).toHaveTitle(/请签收/);

  await people.dutyOfficer.command('report.acknowledge', { reportId: id });
  await expect(page.getByLabel('正在响')).toHaveCount(0);
  await expect(page).not.toHaveTitle(/请签收/);
  await people.villageLiaison.command('report.submit', smoke('沟口又起烟'));
  await expect.poll(() => soundsOn(page)).toHaveLength(2);
});
