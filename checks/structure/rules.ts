import { orphan } from './orphan.ts'

/** Every rule of this check, in the order of the manual. */
export const structureRules = [orphan] as const
