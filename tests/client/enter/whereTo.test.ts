import { expect, test } from 'vitest';
import { whereTo } from '../../../client/faces/enter/whereTo.ts';
import type { Role } from '../../../shared/roles.ts';

test.each<[Role, string]>([
  ['administrator', '/'],
  ['dutyOfficer', '/'],
  ['leader', '/'],
  ['auditor', '/'],
  ['departmentLiaison', '/'],
  ['villageLiaison', '/m'],
  ['wall', '/wall'],
])('%s goes to %s', (role, page) => {
  expect(whereTo({ role })).toBe(page);
});

test.each([
  ['dutyOfficer', '/?book=ex-00000000-0000-4000-8000-000000000001#i=abc', true],
  ['villageLiaison', '/m?book=real', true],
  ['dutyOfficer', '/m', false],
  ['villageLiaison', '/', false],
  ['dutyOfficer', '//elsewhere.example/', false],
  ['dutyOfficer', 'https://elsewhere.example/', false],
  ['dutyOfficer', '/\\elsewhere.example', false],
  ['dutyOfficer', 'javascript:alert(1)', false],
  ['dutyOfficer', '/api/session', false],
] as const)('%s who came from %s is sent back there: %s', (role, wanted, back) => {
  expect(whereTo({ role }, wanted)).toBe(back ? wanted : whereTo({ role }));
});
