import type { AccountInput } from '../../server/accounts/contract.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';

type Member = Omit<AccountInput, 'password'>;

/** The names to sign in with, of those who act. */
export const LEADER = 'leader-b';
export const OFFICER = 'duty-c';
export const SECOND = 'duty-d';
/** A village's first liaison signs in with the village's id. */
export const LIAISON = 'shulonggou';

/** The accounts of the shift that meets the fire, and the first liaison of every village. */
export const CREW: readonly Member[] = [
  member('admin', '系统管理员', '管理员', 'administrator'),
  member(OFFICER, '值班员C', '主班值班员', 'dutyOfficer'),
  member(SECOND, '值班员D', '副班值班员', 'dutyOfficer'),
  member(LEADER, '带班领导乙', '带班领导', 'leader'),
  member('auditor', '查阅员', '查阅', 'auditor'),
  ...EXAMPLE_TOWNSHIP.villages.map(({ id, name }) => liaison(id, name)),
];

function liaison(villageId: string, name: string): Member {
  const account = member(villageId, `${name}联络员`, '村联络员', 'villageLiaison');
  return { ...account, villageId, slot: 'A' };
}

function member(signInName: string, name: string, post: string, role: Member['role']): Member {
  return { signInName, name, post, role, villageId: null, departmentId: null, slot: null, phone: null };
}
