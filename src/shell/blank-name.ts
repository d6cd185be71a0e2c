// What readers' browsers load: nothing that reads a shell is in it.

/**
 * A blank has one name in all its spellings: `podName`, `Pod name` and `pod_name` are `pod-name`. One that names a label
 * of the alert has that name, as `<value of namespace label from alert>`.
 */
export function blankName(written: string): string {
  return written
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .replace(/^(?:value-of-)?(.+)-label-from-alert$/, '$1')
}

/** The name of a blank that is written in another way: `$NODE_IP` is `node-ip`, `{{ .Labels.pod }}` is `pod`. */
export function nameOfWritten(written: string): string {
  const template = /^\{\{-?\s*(.*?)\s*-?\}\}$/s.exec(written)?.[1]
  return blankName(template === undefined ? written : template.slice(template.lastIndexOf('.') + 1))
}

/** Such a blank is another thing in each command: its value stays in its block. */
export function isLocalName(name: string): boolean {
  return /^(?:name|id|value|file|type|resource|new)$|(?:^|-)(?:previous|output)(?:-|$)/.test(name)
}

/** Whether a name says that its value is nobody else's to see. */
export function isSecretName(name: string): boolean {
  return /(?:^|-)(?:password|passwd|passphrase|token|api-key|apikey|secret-key|private-key|access-key|client-secret|secret-value|otp|credentials?)(?:$|-of-|-for-)/.test(
    name,
  )
}
