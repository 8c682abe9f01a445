/** Every label that the runner puts on what it makes in the outer engine. The reaper goes by them. */
export const labels = {
  /** Value: the instance's key. On everything. */
  instance: 'slipway.instance',
  /** Value: the sandbox's id. On its container. */
  sandbox: 'slipway.sandbox',
  /** Value: the slot's number. On the container that uses it. */
  slot: 'slipway.slot',
} as const;

/** Names of containers that grading makes in a learner's engine to look into an image; nobody should hear of them. */
export const lookPrefix = 'slipway-look-';
