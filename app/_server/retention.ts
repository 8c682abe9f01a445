const dayMs = 24 * 3600_000;

/** A machine that stopped can be gone on with for so long. Said to learners in days. */
export const keepPausedMs = 7 * dayMs;
/** A checkpoint, own or automatic, is kept for so long. */
export const keepCheckpointMs = 7 * dayMs;
/** A runner keeps twenty of a learner, of all kinds together; these stay below. */
export const maxOwnCheckpoints = 6;
export const maxAutomaticCheckpoints = 3;
export const maxPausedMachines = 4;
