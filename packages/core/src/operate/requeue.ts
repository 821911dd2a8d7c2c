/** Puts dead messages back where they came from. */
export interface Requeue {
  /** `unknown_queue`: nothing is sent back to what died there, such as calls of a schedule. */
  send(queue: string, body: string): Promise<'sent' | 'unknown_queue'>;
}
