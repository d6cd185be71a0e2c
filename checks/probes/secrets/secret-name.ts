/**
 * Whether a variable or a header is secret by its name, such as `ERP_API_KEY`, `Authorization` or `DOLAPIKEY`. A machine,
 * such as `KEYCLOAK_HOST`, is not.
 */
export function isSecretName(name: string): boolean {
  if (/[-_](?:host|hostname|domain|port|address|realm|region|zone)$/i.test(name)) return false
  return /key|token|secret|pass|pwd|auth|credential|cookie|session|private|(?:^|[-_])pin$/i.test(name)
}

/**
 * Whether an expression takes from an answer what it hands out as secret: a session, a token. Its value is nobody's business
 * who reads the status, whatever it is held against.
 */
export function isSecretPart(expression: string): boolean {
  return /token|secret|passw|api[-_]?key|private[-_]?key|cookie|authorization|session[-_]?id|jwt|credential/i.test(
    expression,
  )
}

/** What of a header's value is secret: not its scheme, which is `Bearer` for all. */
export function withoutScheme(value: string): string {
  return value.trim().replace(/^[A-Za-z]{3,12}\s+(?=\S)/, '')
}
