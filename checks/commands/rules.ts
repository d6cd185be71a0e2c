import { imageDiffers } from './image-differs.ts'
import { removedFile } from './removed-file.ts'
import type { CommandRule } from './rule.ts'
import { sharedCause } from './shared-cause.ts'
import { unknownNamespace } from './unknown-namespace.ts'
import { unknownPort } from './unknown-port.ts'
import { unknownResource } from './unknown-resource.ts'
import { unknownService } from './unknown-service.ts'
import { unknownTarget } from './unknown-target.ts'
import { unknownUnit } from './unknown-unit.ts'

/** Every rule of this check, in the order of the manual. */
export const commandRules: readonly CommandRule[] = [
  removedFile,
  sharedCause,
  unknownTarget,
  unknownService,
  imageDiffers,
  unknownUnit,
  unknownNamespace,
  unknownResource,
  unknownPort,
]
