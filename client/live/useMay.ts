import type { CommandType } from '../../shared/catalogue.ts';
import { MAY } from '../../shared/roles.ts';
import { session } from '../account/session.ts';

/**
 * Whether whoever is signed in here may give a command at all: buttons that would be refused are not shown. Advice
 * only; the server's word is final.
 */
export function mayGive(type: CommandType): boolean {
  const role = session.value?.principal.role;
  return role !== undefined && MAY[type].roles.includes(role);
}
