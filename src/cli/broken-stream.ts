/** A reader that has seen enough, such as `head`, is no fault; a disk that is full is one, and half of a result none. */
export function endOnBrokenStream(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.stderr.write(`waymark: The output cannot be written (${error.code ?? error.message})\n`)
  process.exit(2)
}
