import type { Noun } from '../noun.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';

export const noun = { commands, decide, apply } satisfies Noun;
