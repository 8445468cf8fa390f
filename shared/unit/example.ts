import type { Body } from '../noun.ts';
import type { commands } from './contract.ts';

type SetUp = Body<(typeof commands)['unit.setUp']>;
type Seed = SetUp['villages'][number];

/**
 * The township that set-up offers as an example: the names and codes are those of the national division table; the
 * positions are placeholders on two rings around an assumed seat, to be replaced by whoever knows the ground.
 */
export const EXAMPLE_TOWNSHIP: Omit<SetUp, 'zone'> = {
  name: '土城子乡',
  code: '150525204',
  superior: '奈曼旗',
  villages: [
    seed('tuchengzi', '200', '土城子村', null, 42.352, 120.803),
    seed('gaohe', '201', '高和村', null, 42.388, 120.803),
    seed('chengshan', '202', '成山村', null, 42.3631, 120.8493),
    seed('tangfang', '203', '糖坊村', '塘房村', 42.3229, 120.8316),
    seed('houtougou', '204', '后头沟村', null, 42.3229, 120.7744),
    seed('qijiazi', '205', '七家子村', null, 42.3631, 120.7567),
    seed('xingshuyuanzi', '206', '杏树园子村', null, 42.4143, 120.8517),
    seed('shulonggou', '207', '束龙沟村', null, 42.352, 120.9003),
    seed('tiejianggou', '208', '铁匠沟村', '西铁匠沟村', 42.2897, 120.8517),
    seed('pingdingshan', '209', '平顶山村', null, 42.2897, 120.7543),
    seed('huajiyingzi', '210', '化吉营子村', null, 42.352, 120.7057),
    seed('naimanzhangzi', '211', '奈曼杖子村', null, 42.4143, 120.7543),
  ],
};

function seed(id: string, tail: string, name: string, alias: string | null, lat: number, lng: number): Seed {
  return { id, code: `150525204${tail}`, name, alias, position: { lat, lng }, surveyed: false };
}
