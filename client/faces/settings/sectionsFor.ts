import type { Role } from '../../../shared/roles.ts';

/** The sections in their order, each with the name of its words. */
export const SECTIONS = {
  unit: 'unit',
  villages: 'villages',
  base: 'base',
  accounts: 'accounts',
  walls: 'walls',
  security: 'security',
  sessions: 'sessions',
  password: 'password',
} as const;
export type Section = keyof typeof SECTIONS;

/** What somebody of a role finds in the settings; what they may change there is said by shared/roles.ts. */
export function sectionsFor(role: Role | undefined): readonly Section[] {
  const all = Object.keys(SECTIONS) as Section[];
  return all.filter((section) => {
    if (section === 'accounts') return role === 'administrator' || role === 'auditor';
    if (section === 'security') return role === 'auditor';
    if (section === 'walls') return role === 'administrator';
    return true;
  });
}
