/**
 * A value of a document of YAML, as far as its readers look at it. `start` and `end` are offsets in UTF-16 code units; `end`
 * is where the value ends, without what follows it.
 */
export type YamlNode = YamlScalar | YamlMap | YamlList | YamlAlias

export interface YamlScalar {
  kind: 'scalar'
  /** Without quotes. */
  text: string
  start: number
  end: number
}

export interface YamlMap {
  kind: 'map'
  start: number
  pairs: YamlPair[]
}

export interface YamlPair {
  /** Absent where the key is no scalar. */
  key: YamlScalar | undefined
  value: YamlNode | undefined
}

export interface YamlList {
  kind: 'list'
  start: number
  items: YamlNode[]
}

export interface YamlAlias {
  kind: 'alias'
  start: number
  end: number
  /** What had its anchor last before it; absent of an alias that leads nowhere. */
  target: Exclude<YamlNode, YamlAlias> | undefined
}
