/** Whether nobody should read a value, by what it is called or how it looks. */
export function isSecretLike(pointer: readonly string[], value: string): boolean {
  return (
    pointer.some((step) =>
      /pass(?:word|wd|phrase)?$|secret|token|credential|(?:api|private|access|signing)[-_.]?key/i.test(step),
    ) ||
    /^ENC\[|-----BEGIN|^\$ANSIBLE_VAULT|:\/\/[^/\s:@]*:[^/\s@]+@/.test(value) ||
    /^(?:gh[pousr]_|glpat-|xox[abprs]-|AKIA|sk_live_|AGE-SECRET-KEY-)\w{8,}|^eyJ[\w-]{10,}\.[\w-]+\./.test(value)
  )
}
