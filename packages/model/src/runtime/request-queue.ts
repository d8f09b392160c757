import type { SessionRequest } from './protocol.ts';

/** What waits for a worker, oldest first. */
export interface RequestQueue {
  push(request: SessionRequest): void;
  /** What is to be served next, in one go; empty where nothing waits. */
  take(): readonly SessionRequest[];
}

/** An empty queue. */
export function createRequestQueue(): RequestQueue {
  const waiting: SessionRequest[] = [];
  return {
    push: (request) => void waiting.push(request),
    take: () => waiting.splice(0, 1),
  };
}
