/** What is made of a value that changes now and then: made again when it is another one. */
export function latest<Value, Made>(current: () => Value, make: (value: Value) => Made): () => Made {
  let last: { value: Value; made: Made } | undefined
  return () => {
    const value = current()
    if (!last || last.value !== value) last = { value, made: make(value) }
    return last.made
  }
}
