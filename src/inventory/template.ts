/** Whether a text is made by a template: what stands there is not what runs. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|<%|<\/?#[a-z]|\$\(|@[A-Z_]+@|\$\{\{/.test(text)
}

/** Whether what is wrong with a manifest is that it is none yet: `envsubst` fills in `${NAME}`, also where YAML has a map. */
export function isBrokenByTemplate(text: string, { line }: { line: number }): boolean {
  return isTemplated(text) || /\$\{\w/.test(text.split('\n')[line - 1] ?? '')
}
