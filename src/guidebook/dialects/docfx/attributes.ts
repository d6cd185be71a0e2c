/** The attributes of a construct of three colons: `source="a.png" alt-text="A picture"`. Names in lower case. */
export function attributesIn(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of text
    .slice(0, 4000)
    .matchAll(/([A-Za-z][\w-]{0,40})\s{0,5}=\s{0,5}"([^"]{0,2000})"/g))
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), value)
  return attributes
}
