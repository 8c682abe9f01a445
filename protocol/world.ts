import { z } from 'zod';

/**
 * The socket `world`, runner → browser (the site only forwards): all that is in one learner's engine, as far as a picture
 * of it needs. First `world`, then `changes` (protocol/world-changes.ts). Lists have no order of their own. Nothing is expected
 * from the browser.
 *
 * The engine's owner may have replaced it: every text and list below is bounded by the runner before it is sent.
 */
export const worldCaps = {
  containers: 200,
  /** Of which more than the engine's list says is read. */
  details: 60,
  images: 100,
  layeredImages: 60,
  layers: 600,
  networks: 60,
  volumes: 150,
  nodes: 20,
  services: 60,
  tasks: 200,
  perContainer: 12,
} as const;

const key = z.string().max(256);
const text = (max: number) => z.string().max(max);
const time = z.number().nullable();

export const containerStates = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
  'unknown',
] as const;

const portSchema = z.strictObject({
  /** On the machine; null: only exposed, not published. */
  port: z.number().int().nullable(),
  protocol: text(8),
  hostIp: text(64),
  privatePort: z.number().int(),
});
export type WorldPort = z.infer<typeof portSchema>;

const mountSchema = z.strictObject({
  kind: z.enum(['volume', 'bind', 'tmpfs', 'other']),
  /** A volume's name; otherwise empty. */
  volume: text(256),
  /** Where it lies on the machine. */
  source: text(400),
  target: text(400),
  isWritable: z.boolean(),
});
export type WorldMount = z.infer<typeof mountSchema>;

const containerDetailsSchema = z.strictObject({
  wasOomKilled: z.boolean(),
  error: text(300),
  startedAtMs: time,
  finishedAtMs: time,
  restarts: z.number().int(),
  restartPolicy: text(40),
  /** null: no limit. */
  memoryBytes: z.number().nullable(),
  cpus: z.number().nullable(),
});

const containerSchema = z.strictObject({
  id: key,
  name: text(256),
  image: text(300),
  imageId: key,
  command: text(300),
  state: z.enum(containerStates),
  /** null: it has not ended yet. */
  exitCode: z.number().int().nullable(),
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  createdAtMs: z.number(),
  ports: z.array(portSchema),
  /** The first is the one that it was made in. `address` is empty while it does not run. */
  networks: z.array(z.strictObject({ name: text(256), address: text(64) })),
  /** Of the container whose network this one shares; otherwise empty. */
  networkOf: key,
  mounts: z.array(mountSchema),
  project: text(128),
  service: text(128),
  /** null: not read, or gone meanwhile. */
  details: containerDetailsSchema.nullable(),
});
export type WorldContainer = z.infer<typeof containerSchema>;

/** One layer on top of `below`. Images whose chains meet share all from there on down. */
const layerSchema = z.strictObject({
  id: key,
  below: key.nullable(),
  digest: text(80),
  bytes: z.number().nullable(),
  /** The instruction that made it, where known. */
  madeBy: text(160),
});
export type WorldLayer = z.infer<typeof layerSchema>;

const imageSchema = z.strictObject({
  id: key,
  tags: z.array(text(300)),
  bytes: z.number(),
  createdAtMs: z.number(),
  /** The uppermost of its layers; null: not known. */
  top: key.nullable(),
});
export type WorldImage = z.infer<typeof imageSchema>;

const networkSchema = z.strictObject({
  id: key,
  name: text(256),
  driver: text(64),
  scope: text(32),
  subnets: z.array(text(64)),
  gateway: text(64),
  isInternal: z.boolean(),
  isAttachable: z.boolean(),
  project: text(128),
});
export type WorldNetwork = z.infer<typeof networkSchema>;

const volumeSchema = z.strictObject({
  /** Its name. */
  id: key,
  driver: text(64),
  mountpoint: text(400),
  isAnonymous: z.boolean(),
  project: text(128),
});
export type WorldVolume = z.infer<typeof volumeSchema>;

const nodeSchema = z.strictObject({
  id: key,
  name: text(256),
  role: z.enum(['manager', 'worker']),
  isLeader: z.boolean(),
  state: text(32),
  availability: text(32),
  address: text(64),
});
export type WorldNode = z.infer<typeof nodeSchema>;

const serviceSchema = z.strictObject({
  id: key,
  name: text(256),
  image: text(300),
  /** null: one on every node. */
  replicas: z.number().int().nullable(),
  running: z.number().int(),
  ports: z.array(z.strictObject({ port: z.number().int(), privatePort: z.number().int(), protocol: text(8) })),
  stack: text(128),
});
export type WorldService = z.infer<typeof serviceSchema>;

const taskSchema = z.strictObject({
  id: key,
  serviceId: key,
  nodeId: key,
  slot: z.number().int(),
  state: text(32),
  desired: text(32),
  message: text(300),
  containerId: key,
  updatedAtMs: z.number(),
});
export type WorldTask = z.infer<typeof taskSchema>;

const publishedSchema = portSchema.extend({
  id: key,
  port: z.number().int(),
  containerId: key,
  containerName: text(256),
  image: text(300),
});
/** A port of the machine behind which a running container is; for preview and picture. */
export type PublishedPort = z.infer<typeof publishedSchema>;

/** What is there beyond the caps. */
const moreSchema = z.strictObject({
  /** The containers left out, counted by image and state. */
  containers: z.array(z.strictObject({ image: text(300), state: z.enum(containerStates), count: z.number().int() })),
  images: z.number().int(),
  networks: z.number().int(),
  volumes: z.number().int(),
  tasks: z.number().int(),
});

const engineSchema = z.strictObject({
  /** silent: it does not answer; odd: what it answers makes no sense. Then the rest is what was last known. */
  state: z.enum(['answering', 'silent', 'odd']),
  /** For the learner, when it is not `answering`. */
  sentence: text(300),
  name: text(128),
  version: text(40),
  /** worker: in a swarm, but only a manager can list nodes, services and tasks. */
  swarm: z.enum(['none', 'manager', 'worker', 'locked']),
});

/** Lists of things that have an `id`; what changes is sent by list and id. */
export const worldLists = {
  containers: containerSchema,
  ports: publishedSchema,
  images: imageSchema,
  layers: layerSchema,
  networks: networkSchema,
  volumes: volumeSchema,
  nodes: nodeSchema,
  services: serviceSchema,
  tasks: taskSchema,
} as const;
export type WorldList = keyof typeof worldLists;
export const worldListNames = Object.keys(worldLists) as readonly WorldList[];

export const worldSchema = z.strictObject({
  engine: engineSchema,
  more: moreSchema,
  containers: z.array(containerSchema),
  ports: z.array(publishedSchema),
  images: z.array(imageSchema),
  layers: z.array(layerSchema),
  networks: z.array(networkSchema),
  volumes: z.array(volumeSchema),
  nodes: z.array(nodeSchema),
  services: z.array(serviceSchema),
  tasks: z.array(taskSchema),
});
export type World = z.infer<typeof worldSchema>;

const changed = <T extends z.ZodType>(item: T) => z.strictObject({ set: z.array(item), gone: z.array(key) }).optional();

export const worldChangesSchema = z.strictObject({
  engine: engineSchema.optional(),
  more: moreSchema.optional(),
  containers: changed(containerSchema),
  ports: changed(publishedSchema),
  images: changed(imageSchema),
  layers: changed(layerSchema),
  networks: changed(networkSchema),
  volumes: changed(volumeSchema),
  nodes: changed(nodeSchema),
  services: changed(serviceSchema),
  tasks: changed(taskSchema),
});
export type WorldChanges = z.infer<typeof worldChangesSchema>;

export const worldMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('world'), world: worldSchema }),
  z.strictObject({ type: z.literal('changes'), changes: worldChangesSchema }),
]);
export type WorldMessage = z.infer<typeof worldMessageSchema>;
