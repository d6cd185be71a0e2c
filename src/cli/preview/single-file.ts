import type { Compared } from './compare.ts'
export async function singleFile(_compared: Compared): Promise<string> {
  return ''
}
