/** Whether a text is made by a template: what stands there is not what runs. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|<%|\$\(|@[A-Z_]+@|\$\{\{/.test(text)
}
