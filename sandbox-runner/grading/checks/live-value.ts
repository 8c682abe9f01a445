import type { LiveValue } from '../../../protocol/checks/answer.ts';
import { imagesNamed, type ContainerFacts, type ImageFacts, type Snapshot } from '../facts.ts';
import { machineFile } from '../needs.ts';
import { probeKey } from '../probes/probe.ts';
import { quote } from '../words.ts';

/** How what was typed is compared with what is right; see same-answer.ts. */
export type AnswerForm = 'id' | 'number' | 'size' | 'text' | 'image' | 'port' | 'command' | 'user' | 'path';

/** The right answers, of which one is enough; `missing` and `unknown`: why there is none, in a clause. */
export type RightAnswer =
  | { readonly is: 'known'; readonly values: readonly string[]; readonly form: AnswerForm }
  | { readonly is: 'missing'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

/** What `value` is at the moment of `snapshot`. Pure. */
export function rightAnswer(value: LiveValue, snapshot: Snapshot): RightAnswer {
  const { container, image, network, volume, engine, count, file } = value;
  if (container !== undefined) {
    const found = snapshot.containers.find((c) => c.name === container);
    return found === undefined ? missing('container', container) : ofContainer(value, found);
  }
  if (image !== undefined) {
    const [found] = imagesNamed(image, snapshot.images);
    return found === undefined ? missing('image', image) : ofImage(value, found);
  }
  if (network !== undefined) {
    const found = snapshot.networks.find(({ name }) => name === network);
    if (found === undefined) return missing('network', network);
    if (value.value === 'id') return known([found.id], 'id');
    if (value.value === 'driver') return known([found.driver], 'text');
    return known(
      found.subnets.map(({ subnet, gateway }) => (value.value === 'subnet' ? subnet : gateway)),
      'text',
    );
  }
  if (volume !== undefined) {
    const found = snapshot.volumes.find(({ name }) => name === volume);
    if (found === undefined) return missing('volume', volume);
    return value.value === 'driver' ? known([found.driver], 'text') : known([found.mountpoint], 'path');
  }
  if (engine !== undefined) return known([snapshot.swarm[engine]], 'text');
  if (count !== undefined) return known([String(counted(count, snapshot))], 'number');
  return ofFile(file ?? '', snapshot);
}

function ofContainer(value: LiveValue, container: ContainerFacts): RightAnswer {
  const { details } = container;
  if (details === undefined) return { is: 'unknown', why: 'the container could not be looked into' };
  const { portOf, env, label, logAfter } = value;
  if (portOf !== undefined)
    return known(
      details.publishes.filter((port) => port.container === portOf && port.host > 0).map(({ host }) => String(host)),
      'port',
    );
  if (env !== undefined) return known([details.env.get(env)], 'text');
  if (label !== undefined) return known([details.labels.get(label)], 'text');
  if (logAfter !== undefined) {
    const lines = (container.logs ?? '').split(/\r?\n/).filter((line) => line.includes(logAfter));
    return known(
      lines.map((line) => line.slice(line.indexOf(logAfter) + logAfter.length)),
      'text',
    );
  }
  const networks = details.networks;
  switch (value.value ?? '') {
    case 'id':
      return known([container.id], 'id');
    case 'image':
      return known([details.image], 'image');
    case 'imageId':
      return known([details.imageId], 'id');
    case 'state':
      return known([details.state], 'text');
    case 'health':
      return known([details.health], 'text');
    case 'exitCode':
      return known(
        [details.wasStarted && details.state !== 'running' ? String(details.exitCode) : undefined],
        'number',
      );
    case 'command':
      return known([details.commandLine], 'command');
    case 'hostname':
      return known([details.hostname], 'text');
    case 'user':
      return known([details.user || 'root'], 'user');
    case 'workdir':
      return known([details.workdir || '/'], 'path');
    case 'address':
      return known(
        networks.map(({ address }) => address),
        'text',
      );
    case 'gateway':
      return known(
        networks.map(({ gateway }) => gateway),
        'text',
      );
    case 'macAddress':
      return known(
        networks.map(({ macAddress }) => macAddress),
        'text',
      );
    case 'network':
      return known(
        networks.map(({ name }) => name),
        'text',
      );
    case 'restartPolicy':
      return known([details.restartPolicy || 'no'], 'text');
    case 'restarts':
      return known([String(details.restarts)], 'number');
    case 'volume':
      return known(
        details.mounts.filter(({ type }) => type === 'volume').map(({ source }) => source),
        'id',
      );
    default:
      return { is: 'unknown', why: 'this question asks for something that is not known here' };
  }
}

function ofImage(value: LiveValue, image: ImageFacts): RightAnswer {
  const { details } = image;
  if (details === undefined) return { is: 'unknown', why: 'the image could not be looked into' };
  if (value.env !== undefined) return known([details.env.get(value.env)], 'text');
  if (value.label !== undefined) return known([details.labels.get(value.label)], 'text');
  switch (value.value ?? '') {
    case 'id':
      return known([image.id], 'id');
    case 'size':
      return known([String(image.sizeBytes)], 'size');
    case 'layers':
      return known([String(details.layers.length)], 'number');
    case 'command':
      return known([details.command.join(' ')], 'command');
    case 'entrypoint':
      return known([details.entrypoint.join(' ')], 'command');
    case 'user':
      return known([details.user || 'root'], 'user');
    case 'workdir':
      return known([details.workdir || '/'], 'path');
    case 'architecture':
      return known([details.architecture], 'text');
    case 'port':
      return known(details.exposes, 'port');
    default:
      return { is: 'unknown', why: 'this question asks for something that is not known here' };
  }
}

function ofFile(path: string, { probes }: Snapshot): RightAnswer {
  const result = probes.get(probeKey(machineFile(path)));
  if (result?.kind === 'file') return known([result.text], 'text');
  if (result?.kind === 'nothing') return { is: 'missing', why: `there is no file ${quote(path)}` };
  return { is: 'unknown', why: result?.kind === 'unknown' ? result.why : 'the file has not been looked at yet' };
}

function counted(what: NonNullable<LiveValue['count']>, snapshot: Snapshot): number {
  return what === 'running'
    ? snapshot.containers.filter(({ state }) => state === 'running').length
    : snapshot[what].length;
}

function known(values: readonly (string | undefined)[], form: AnswerForm): RightAnswer {
  const given = values.filter((value): value is string => value !== undefined && value.trim() !== '');
  return given.length === 0
    ? { is: 'missing', why: 'there is no such value on the machine now' }
    : { is: 'known', values: given, form };
}

function missing(what: string, name: string): RightAnswer {
  return { is: 'missing', why: `there is no ${what} ${quote(name)} on the machine now` };
}
