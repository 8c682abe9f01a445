import type { Check, ContainerCheck } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import type { ContainerDetails, ContainerSummary, ImageSummary } from '../docker/inner-schemas.ts';
import type { HistoryView } from './history.ts';
import { isSameReference } from './references.ts';

/** Containers of which more than the list says is asked for; the newest ones count. */
const maxInspected = 30;
const maxLogsRead = 5;

export interface ContainerFacts extends ContainerSummary {
  /** undefined: no check needs more than the list, or it was gone when it was asked for. */
  readonly details: ContainerDetails | undefined;
  /** The end of its output, when a check asks for it. */
  readonly logs: string | undefined;
}

/** The state of a learner's engine at one moment, as far as the checks need it. Plain data. */
export interface Snapshot {
  /** Newest first. */
  readonly containers: readonly ContainerFacts[];
  readonly images: readonly ImageSummary[];
  readonly history: HistoryView;
}

/** Reads what `checks` need. Throws the engine's AppErrors; a container that vanishes meanwhile is not an error. */
export async function takeSnapshot(
  engine: InnerEngine,
  checks: readonly Check[],
  history: HistoryView,
): Promise<Snapshot> {
  const [list, images] = await Promise.all([engine.containers(), engine.images()]);
  const containerChecks = checks.filter((check) => check.kind === 'container');
  const wanted = list
    .filter((c) => containerChecks.some((check) => isCandidate(check, c, images)))
    .slice(0, maxInspected);
  const details = new Map<string, ContainerDetails>();
  await Promise.all(
    wanted.map(async (c) => {
      const found = await unlessGone(engine.inspectContainer(c.id));
      if (found !== undefined) details.set(c.id, found);
    }),
  );
  const logs = await readLogs(engine, containerChecks, wanted, details, images);
  const containers = list.map((c) => ({ ...c, details: details.get(c.id), logs: logs.get(c.id) }));
  return { containers, images, history };
}

/** Could `container` be what `check` asks for, going by the list? Either half of it is enough: messages name near misses. */
function isCandidate(check: ContainerCheck, container: ContainerSummary, images: readonly ImageSummary[]): boolean {
  if (check.name === undefined && check.image === undefined) return true;
  if (check.name !== undefined && container.name === check.name) return true;
  return check.image !== undefined && isOfImage(container, check.image, images);
}

/** Was `container` made from the image that `reference` names, whatever name was used to make it? */
export function isOfImage(
  container: { readonly image: string; readonly imageId: string },
  reference: string,
  images: readonly ImageSummary[],
): boolean {
  if (isSameReference(container.image, reference)) return true;
  // Made by id, or under another tag of the same image.
  if (!/^(?:sha256:)?[0-9a-f]{12,64}$/.test(container.image)) return false;
  const image = images.find((candidate) => candidate.id === container.imageId);
  return image?.tags.some((tag) => isSameReference(tag, reference)) ?? false;
}

async function readLogs(
  engine: InnerEngine,
  checks: readonly ContainerCheck[],
  wanted: readonly ContainerSummary[],
  details: ReadonlyMap<string, ContainerDetails>,
  images: readonly ImageSummary[],
): Promise<Map<string, string>> {
  const logs = new Map<string, string>();
  const asking = checks.filter((check) => check.logs !== undefined && check.exists);
  const read = wanted.filter((c) => asking.some((check) => isCandidate(check, c, images))).slice(0, maxLogsRead);
  await Promise.all(
    read.map(async (c) => {
      const found = await unlessGone(engine.logsTail(c.id, details.get(c.id)?.hasTty ?? false));
      if (found !== undefined) logs.set(c.id, found);
    }),
  );
  return logs;
}

/** A container whose logging driver keeps nothing answers with an error of its own: no logs either. */
async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'conflict')) return undefined;
    throw error;
  }
}
