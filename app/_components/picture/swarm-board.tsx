'use client';

import { Server } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { World, WorldNode, WorldTask } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';
import { PictureProvider } from './picture-context.tsx';
import { nextInDirection } from './next-in-direction.ts';
import { StateLine } from './picture-nodes.tsx';
import type { Fresh } from './picture-state.ts';
import styles from './swarm-board.module.css';
import { ThingButton } from './thing-button.tsx';
import { counted, shortId, taskTone } from './words.ts';

const maxTasksDrawn = 24;

interface SwarmBoardProps {
  readonly world: World;
  readonly fresh: ReadonlyMap<ThingKey, Fresh>;
  readonly selected: ThingKey | null;
  readonly onSelect: (key: ThingKey) => void;
}

/** The nodes of the swarm with the tasks on each, and the services to which they belong. */
export function SwarmBoard({ world, fresh, selected, onSelect }: SwarmBoardProps) {
  const { nodes, services, tasks, engine } = world;
  const [chosen, setCurrent] = useState<ThingKey | null>(null);
  const first: ThingKey = services[0] !== undefined ? `service:${services[0].id}` : `node:${nodes[0]?.id ?? ''}`;
  const context = useMemo(
    () => ({ fresh, selected, current: chosen ?? first, select: onSelect }),
    [fresh, selected, chosen, first, onSelect],
  );
  if (engine.swarm !== 'manager')
    return (
      <p className={styles['note']}>
        {engine.swarm === 'locked'
          ? 'This swarm is locked: docker swarm unlock opens it.'
          : 'This machine is a worker. Nodes, services and tasks can be seen on a manager.'}
      </p>
    );
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const waiting = tasks.filter(({ nodeId, desired }) => nodeId === '' && desired === 'running');
  return (
    <PictureProvider value={context}>
      <div
        className={styles['board']}
        role="group"
        aria-label="Picture of the swarm. Arrow keys lead from thing to thing, Page Down through all; the list says the same."
        onFocus={(event) => setCurrent((event.target.dataset['thing'] ?? first) as ThingKey)}
        onKeyDown={(event) => {
          const next = nextInDirection(event.key, event.currentTarget, document.activeElement);
          if (next === null) return;
          event.preventDefault();
          next.focus();
        }}
      >
        <div className={styles['services']}>
          {services.length === 0 ? (
            <p className={styles['note']}>
              No services yet. One appears here after docker service create --name web --replicas 2 busybox sleep 1000
            </p>
          ) : null}
          {services.map(({ id, name, running, replicas }) => (
            <ThingButton key={id} thing={`service:${id}`} className={styles['service']}>
              <b>{name}</b>
              <span>{replicas === null ? `${running}, one on every node` : `${running} of ${replicas} running`}</span>
            </ThingButton>
          ))}
        </div>
        {waiting.length > 0 ? (
          <p className={styles['note']}>{counted(waiting.length, 'task')} without a node yet.</p>
        ) : null}
        <div className={styles['nodes']}>
          {nodes.map((node) => (
            <NodeColumn
              key={node.id}
              node={node}
              tasks={tasks.filter(({ nodeId }) => nodeId === node.id)}
              names={names}
            />
          ))}
        </div>
      </div>
    </PictureProvider>
  );
}

interface NodeColumnProps {
  readonly node: WorldNode;
  readonly tasks: readonly WorldTask[];
  readonly names: ReadonlyMap<string, string>;
}

function NodeColumn({ node, tasks, names }: NodeColumnProps) {
  // Of what is over, only what failed: that is what one looks for.
  const shown = tasks
    .filter((task) => task.desired === 'running' || task.desired === 'ready' || taskTone(task) === 'bad')
    .sort((a, b) => (names.get(a.serviceId) ?? '').localeCompare(names.get(b.serviceId) ?? '') || a.slot - b.slot);
  return (
    <div className={styles['node']} data-state={node.state}>
      <ThingButton thing={`node:${node.id}`} className={styles['nodeHead']}>
        <span className={styles['nodeName']}>
          <Server size={16} aria-hidden="true" /> {node.name}
        </span>
        <span>
          {node.isLeader ? 'leader' : node.role} · {node.state}
          {node.availability === 'active' ? '' : ` · ${node.availability}`}
        </span>
      </ThingButton>
      {shown.length === 0 ? <p className={styles['note']}>no task on it</p> : null}
      {shown.slice(0, maxTasksDrawn).map((task) => (
        <ThingButton
          key={task.id}
          thing={`task:${task.id}`}
          className={styles['task']}
          data={{ 'data-tone': taskTone(task) }}
        >
          <span className={styles['taskName']}>
            {names.get(task.serviceId) ?? 'a service'}.{task.slot === 0 ? shortId(task.id) : task.slot}
          </span>
          <StateLine tone={taskTone(task)} words={task.state} />
        </ThingButton>
      ))}
      {shown.length > maxTasksDrawn ? <p className={styles['note']}>and {shown.length - maxTasksDrawn} more</p> : null}
    </div>
  );
}
