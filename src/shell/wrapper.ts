/**
 * Commands that run the one that follows them, such as `sudo`, and their options that take a value of their own, in the
 * next word. By their names, without a folder.
 */
const valuedOptions: Readonly<Record<string, RegExp | undefined>> = {
  caffeinate: /^-[tw]$/,
  command: undefined,
  doas: /^-[uC]$/,
  env: /^(?:-[uC]|--unset|--chdir)$/,
  exec: /^-a$/,
  ionice: /^-[cnp]$/,
  nice: /^-n$/,
  nohup: undefined,
  stdbuf: /^-[ioe]$/,
  sudo: /^-[ugpCDhRT]$/,
  time: /^-[fo]$/,
  timeout: /^(?:-k|-s|--kill-after|--signal)$/,
  watch: /^(?:-n|--interval)$/,
  xargs: /^-[IiLnPdsEa]$/,
}

/** At which of these words the command begins that others run: 0 where none does, and where nothing follows them. */
export function wrappedAt(values: readonly string[]): number {
  let first = 0
  for (;;) {
    const next = afterWrapper(values, first)
    if (next === first || next >= values.length) return first
    first = next
  }
}

/** What follows the wrapper that stands there; the same place where none does. */
function afterWrapper(values: readonly string[], first: number): number {
  const name = baseOf(values[first] ?? '')
  if (!Object.hasOwn(valuedOptions, name)) return first
  // It tells where a command is, and runs none.
  if (name === 'command' && /^-[vV]/.test(values[first + 1] ?? '')) return first
  let next = first + 1
  for (; next < values.length; next++) {
    const value = values[next] ?? ''
    if (value === '--') {
      next++
      break
    }
    if (valuedOptions[name]?.test(value)) next++
    else if (!value.startsWith('-') && !/^\w+=/.test(value)) break
  }
  // How long it waits.
  return name === 'timeout' ? next + 1 : next
}

/** `/usr/bin/kubectl` → `kubectl`. */
export function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}
