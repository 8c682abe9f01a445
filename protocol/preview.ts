import { z } from 'zod';

/** Shown at most; a learner with more of them has other things to look at. */
export const maxPublishedPorts = 100;

export const portNumberSchema = z.number().int().min(1).max(65535);

/** A port of the sandbox that a running container publishes. */
export const publishedPortSchema = z.strictObject({
  port: portNumberSchema,
  protocol: z.enum(['tcp', 'udp', 'sctp']),
  /** What it is published on: 0.0.0.0 and :: are all addresses of the sandbox. */
  hostIp: z.string().max(64),
  privatePort: portNumberSchema,
  container: z.string().max(256),
  image: z.string().max(512),
});
export type PublishedPort = z.infer<typeof publishedPortSchema>;

export const publishedPortsSchema = z.array(publishedPortSchema).max(maxPublishedPorts);

/** Runner → browser, on WS …/ports (the site only forwards): the whole list, first at once and then whenever it changed. */
export const portsMessageSchema = z.strictObject({ type: z.literal('ports'), ports: publishedPortsSchema });
export type PortsMessage = z.infer<typeof portsMessageSchema>;

/** Site → browser: how previews of one machine are opened. */
export const previewAccessSchema = z.strictObject({
  /** An address with `{port}` in it, to which a path without its leading slash is appended; null: there is no way. */
  template: z.string().max(300).nullable(),
});
export type PreviewAccess = z.infer<typeof previewAccessSchema>;

/** Who would have to answer on a port, as far as the engine knows. */
export const portHolderSchema = z.strictObject({
  container: z.string().max(256),
  image: z.string().max(512),
  /** In the engine's word: running, paused, exited, … */
  state: z.string().max(32),
  exitCode: z.number().int().nullable(),
  privatePort: portNumberSchema,
});
export type PortHolder = z.infer<typeof portHolderSchema>;

/** What is found out about a port of the sandbox on which nothing useful answered. Facts only; the site has the words. */
export const portDiagnosisSchema = z.strictObject({
  port: portNumberSchema,
  /** false: the learner's engine does not answer, and nothing else here is known. */
  hasEngine: z.boolean(),
  /** The container that publishes the port, or did while it ran. */
  holder: portHolderSchema.nullable(),
  /** Only published for UDP or SCTP. */
  isOtherProtocol: z.boolean(),
  /** What listens on the holder's private port inside it: null when that is not known. */
  listens: z.enum(['everywhere', 'loopback', 'nowhere']).nullable(),
  /** Other ports on which something in the holder can be reached from outside it. */
  otherListeners: z.array(portNumberSchema).max(10),
  published: publishedPortsSchema,
  /** Running containers that have a port but publish none. */
  unpublished: z.array(z.strictObject({ container: z.string().max(256), privatePort: portNumberSchema })).max(5),
});
export type PortDiagnosis = z.infer<typeof portDiagnosisSchema>;

/** The `Upgrade` of the runner's /v1/sandboxes/:id/tunnel/:port: after 101, bytes to and from that port. */
export const tunnelProtocol = 'slipway-tunnel';
