'use client';

import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { World } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';
import { FactsView } from './details-panel.tsx';
import { factsOf } from './facts.ts';
import { listOf, type ListItem } from './list-of.ts';
import type { Fresh } from './picture-state.ts';
import { StateLine } from './picture-nodes.tsx';
import styles from './world-list.module.css';

interface WorldListProps {
  readonly world: World;
  readonly fresh: ReadonlyMap<ThingKey, Fresh>;
  readonly selected: ThingKey | null;
  readonly onSelect: (key: ThingKey | null) => void;
  readonly onRun: (command: string) => void;
  readonly onPreview: (port: number) => void;
}

/** All that is in the engine, as headings and lists; each thing opens its facts. */
export function WorldList(props: WorldListProps) {
  return (
    <div className={styles['lists']}>
      {listOf(props.world).map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3 className={styles['title']}>
            {group.title} <span className={styles['count']}>{group.count}</span>
          </h3>
          {group.items.length === 0 ? (
            <p className={styles['empty']}>{group.empty}</p>
          ) : (
            <ul className={styles['items']}>
              {group.items.map((item) => (
                <Item key={item.key} item={item} {...props} />
              ))}
            </ul>
          )}
          {group.more === '' ? null : <p className={styles['empty']}>{group.more}</p>}
        </section>
      ))}
    </div>
  );
}

function Item({ item, world, fresh, selected, onSelect, onRun, onPreview }: WorldListProps & { item: ListItem }) {
  const id = useId();
  const isOpen = selected === item.key;
  const facts = isOpen ? factsOf(world, item.key) : null;
  return (
    <li data-fresh={fresh.get(item.key)?.how}>
      <button
        type="button"
        className={styles['item']}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-thing={item.key}
        onClick={() => onSelect(isOpen ? null : item.key)}
      >
        <ChevronRight size={16} aria-hidden="true" className={styles['chevron']} />
        <span className={styles['name']}>{item.name}</span>
        {item.state === undefined ? null : <StateLine tone={item.state.tone} words={item.state.words} />}
        <span className={styles['about']}>{item.about}</span>
      </button>
      {facts === null ? null : (
        <div id={id} className={styles['facts']}>
          <FactsView facts={facts} onRun={onRun} onPreview={onPreview} />
        </div>
      )}
    </li>
  );
}
