import { imageDiffers } from './image-differs.ts'
import { removedFile } from './removed-file.ts'
import type { CommandRule } from './rule.ts'
import { unknownService } from './unknown-service.ts'
import { unknownTarget } from './unknown-target.ts'

/** Every rule of this check, in the order of the manual. */
export const commandRules: readonly CommandRule[] = [removedFile, unknownTarget, unknownService, imageDiffers]
