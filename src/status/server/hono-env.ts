/** What a request brings beside itself. Under `app.request()` there is nothing of it. */
export interface HonoEnv {
  Bindings: {
    incoming?: { url?: string | undefined; socket?: { localAddress?: string | undefined } }
    outgoing?: { destroy(): void }
  }
}
