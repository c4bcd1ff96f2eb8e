/**
 * A two-way pipe of whole messages between a view and the engine: a MessagePort, a WebSocket, a child process's channel,
 * or a pair in memory. Guarantees of every implementation, checked by test/conformance:
 * messages arrive whole, in order, text as string and binary as a Uint8Array of exactly the sent bytes; what is sent
 * before the first listener is registered is kept for it; `onClose` fires once, after the last message, whoever closed;
 * `send` after the close does nothing and throws nothing.
 */
export interface Link {
  send(message: LinkMessage): void
  /** One listener for life. */
  onMessage(listener: (message: LinkMessage) => void): void
  onClose(listener: () => void): void
  close(): void
}

export type LinkMessage = string | Uint8Array
