/** What a request brings beside itself. Under `app.request()` there is no incoming message. */
export interface Environment {
  Bindings: { incoming?: { url?: string | undefined } }
}
