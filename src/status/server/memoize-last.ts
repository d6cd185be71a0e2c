/** Remembers what was made of the last value, and makes it again when the value is another one. */
export function memoizeLast<Value, Made>(current: () => Value, make: (value: Value) => Made): () => Made {
  let last: { value: Value; made: Made } | undefined
  return () => {
    const value = current()
    if (!last || last.value !== value) last = { value, made: make(value) }
    return last.made
  }
}
