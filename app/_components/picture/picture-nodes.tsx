'use client';

import type { Node, NodeProps } from '@xyflow/react';
import {
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleStop,
  CircleX,
  Folder,
  HardDrive,
  Layers,
  Network,
  type LucideIcon,
} from 'lucide-react';
import type { Card } from './collapse.ts';
import styles from './picture-nodes.module.css';
import { LineEnds } from './line-ends.tsx';
import type { Frame, Pill, Section, Store } from './scene.ts';
import { ShelfView } from './shelf-view.tsx';
import type { Shelf } from './shelf.ts';
import { ThingButton } from './thing-button.tsx';
import { counted, stateInWords, toneOf, type Tone } from './words.ts';

export type EngineNode = Node<{ readonly label: string; readonly isFaded: boolean }, 'engine'>;
export type FrameNode = Node<{ readonly frame: Frame }, 'frame'>;
export type SectionNode = Node<{ readonly section: Section }, 'section'>;
export type CardNode = Node<{ readonly card: Card }, 'card'>;
export type StoreNode = Node<{ readonly store: Store }, 'store'>;
export type PillNode = Node<{ readonly pill: Pill }, 'pill'>;
export type ShelfNode = Node<{ readonly shelf: Shelf }, 'shelf'>;
export type PictureNode = EngineNode | FrameNode | SectionNode | CardNode | StoreNode | PillNode | ShelfNode;

export const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  good: CirclePlay,
  bad: CircleX,
  waiting: CirclePause,
  off: CircleStop,
};

function EngineView({ data }: NodeProps<EngineNode>) {
  return (
    <div className={styles['engine']} data-faded={data.isFaded}>
      <ThingButton thing="engine:" className={styles['engineTitle']}>
        {data.label}
      </ThingButton>
    </div>
  );
}

function FrameView({ data: { frame } }: NodeProps<FrameNode>) {
  const count = frame.sections.reduce((sum, section) => sum + section.cards.length, 0);
  const title = (
    <>
      <span className={styles['frameTitle']}>
        <Network size={15} aria-hidden="true" /> {frame.title}
      </span>
      <span className={styles['frameSubtitle']}>{frame.subtitle}</span>
    </>
  );
  return (
    <div className={styles['frame']} data-key={frame.key}>
      {frame.key === 'network:' ? (
        <div className={styles['frameHead']}>{title}</div>
      ) : (
        <ThingButton thing={frame.key} className={styles['frameHead']}>
          {title}
        </ThingButton>
      )}
      {count === 0 ? <p className={styles['empty']}>no container on it</p> : null}
      <LineEnds end={['left', 'right']} top={24} />
    </div>
  );
}

function SectionView({ data: { section } }: NodeProps<SectionNode>) {
  return (
    <div className={styles['section']}>
      <ThingButton thing={section.key} className={styles['sectionTitle']}>
        project {section.project}
      </ThingButton>
    </div>
  );
}

function CardView({ data: { card } }: NodeProps<CardNode>) {
  return (
    <>
      <CardButton card={card} />
      <LineEnds begin={['left', 'right']} end={['left']} />
    </>
  );
}

function CardButton({ card }: { readonly card: Card }) {
  if (card.kind === 'pile') {
    const { image, state, count } = card.pile;
    const tone = toneOf({ state, exitCode: null, health: 'none' });
    return (
      <ThingButton thing={card.key} className={styles['card']} data={{ 'data-tone': tone, 'data-pile': true }}>
        <span className={styles['name']}>{counted(count, 'container')}</span>
        <span className={styles['image']}>{image}</span>
        <StateLine tone={tone} words={`all ${state}`} />
      </ThingButton>
    );
  }
  const c = card.container;
  const tone = toneOf(c);
  const address = c.networks[0]?.address ?? '';
  return (
    <ThingButton thing={card.key} className={styles['card']} data={{ 'data-tone': tone, 'data-state': c.state }}>
      <span className={styles['name']}>{c.name}</span>
      <span className={styles['image']}>{c.image}</span>
      <StateLine
        tone={tone}
        words={stateInWords(c)}
        icon={c.state === 'created' ? CircleDashed : undefined}
        extra={address}
      />
    </ThingButton>
  );
}

interface StateLineProps {
  readonly tone: Tone;
  readonly words: string;
  readonly icon?: LucideIcon | undefined;
  readonly extra?: string;
}

export function StateLine({ tone, words, icon, extra = '' }: StateLineProps) {
  const Icon = icon ?? toneIcons[tone];
  return (
    <span className={styles['state']} data-tone={tone}>
      <Icon size={15} aria-hidden="true" />
      <span className={styles['stateWords']}>{words}</span>
      {extra === '' ? null : <span className={styles['address']}>{extra}</span>}
    </span>
  );
}

function StoreView({ data: { store } }: NodeProps<StoreNode>) {
  const Icon = store.kind === 'bind' ? Folder : HardDrive;
  const content = (
    <>
      <span className={styles['name']}>
        <Icon size={15} aria-hidden="true" /> {store.title}
      </span>
      <span className={styles['storeUse']}>
        {store.kind === 'bind' ? 'folder, ' : store.kind === 'volume' ? 'volume, ' : ''}
        {store.subtitle}
      </span>
    </>
  );
  if (store.kind === 'more') return <div className={styles['store']}>{content}</div>;
  return (
    <>
      <ThingButton thing={store.key} className={styles['store']}>
        {content}
      </ThingButton>
      <LineEnds end={['top', 'left']} />
    </>
  );
}

function PillView({ data: { pill } }: NodeProps<PillNode>) {
  return (
    <>
      <ThingButton thing={pill.key} className={styles['pill']}>
        <span className="for-readers">published </span>port <b>{pill.label}</b>
      </ThingButton>
      <LineEnds begin={['bottom', 'right']} />
    </>
  );
}

function ShelfNodeView({ data: { shelf } }: NodeProps<ShelfNode>) {
  return (
    <div className={styles['shelf']}>
      <p className={styles['shelfTitle']}>
        <Layers size={15} aria-hidden="true" /> Images and their layers
      </p>
      <ShelfView shelf={shelf} />
    </div>
  );
}

export const nodeTypes = {
  engine: EngineView,
  frame: FrameView,
  section: SectionView,
  card: CardView,
  store: StoreView,
  pill: PillView,
  shelf: ShelfNodeView,
};
