'use client';

import { Handle, Position } from '@xyflow/react';
import styles from './picture-nodes.module.css';

const sides = { left: Position.Left, right: Position.Right, top: Position.Top, bottom: Position.Bottom } as const;
export type Side = keyof typeof sides;

interface LineEndsProps {
  readonly begin?: readonly Side[];
  readonly end?: readonly Side[];
  /** Where those at the sides are, in pixels from the top; the middle without it. */
  readonly top?: number;
}

/** The places on a node's edge where lines may begin and end; not to be seen. */
export function LineEnds({ begin = [], end = [], top }: LineEndsProps) {
  const style = top === undefined ? {} : { top };
  return (
    <>
      {begin.map((side) => (
        <Handle
          key={`from-${side}`}
          id={side}
          type="source"
          position={sides[side]}
          isConnectable={false}
          className={styles['end'] ?? ''}
          style={style}
        />
      ))}
      {end.map((side) => (
        <Handle
          key={`to-${side}`}
          id={side}
          type="target"
          position={sides[side]}
          isConnectable={false}
          className={styles['end'] ?? ''}
          style={style}
        />
      ))}
    </>
  );
}
