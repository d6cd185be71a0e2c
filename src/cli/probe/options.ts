/** Options of `waymark probe`, as commander gives them. */
export interface ProbeOptions {
  root: string
  cache?: string
  environment?: string
  format?: string[]
  output?: string
  watch?: boolean
  every: string
  snapshot?: string
}
