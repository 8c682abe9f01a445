import { portsMessageSchema, type PublishedPort } from '../../../protocol/preview.ts';

/** The ports in a message of the lease's ports socket, or undefined if it is not understood. */
export function readPorts(text: string): PublishedPort[] | undefined {
  try {
    return portsMessageSchema.safeParse(JSON.parse(text)).data?.ports;
  } catch {
    return undefined;
  }
}
