import { EventEmitter } from 'node:events';
import { processWide } from './process-wide.ts';

/** Tells the sockets of this process, by lease id, that a row has changed: emitted by handlers, heard by the events hub. */
export function leaseChanges(): EventEmitter<{ changed: [leaseId: string] }> {
  return processWide('lease changes', () => new EventEmitter<{ changed: [leaseId: string] }>());
}
