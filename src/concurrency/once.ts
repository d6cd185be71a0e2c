/** Makes something when it is asked for first, and gives the same from then on; what is thrown is thrown to each who asks. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
