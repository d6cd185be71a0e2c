import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server'
import { type AgentServerOptions, createAgentServer } from './server.ts'

/** Bytes of one request: a question is short. */
const longestRequest = 64 * 1024

/**
 * Answers agents over HTTP, stateless: the 2026-07-28 revision of the Model Context Protocol, and clients of 2025 by the
 * same tools. Whoever calls it has looked at the host and the origin of the request.
 */
export function createAgentHandler(options: AgentServerOptions): McpHttpHandler {
  return createMcpHandler(() => createAgentServer(options), {
    maxRequestBodySize: longestRequest,
    maxSubscriptions: 1,
    onerror: ({ message }) => options.log(message),
  })
}
