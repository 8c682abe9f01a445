'use client';

import { shelfRow } from './layout.ts';
import styles from './shelf-view.module.css';
import type { Shelf, ShelfRow } from './shelf.ts';
import { ThingButton } from './thing-button.tsx';
import { bytesInWords, counted, imageName } from './words.ts';

/** Images as rows; what several of them share stands to their left and spans them. */
export function ShelfView({ shelf }: { readonly shelf: Shelf }) {
  const { rows, cells, columns, more } = shelf;
  if (rows.length === 0) return <p className={styles['empty']}>No images yet. The first docker run brings one.</p>;
  return (
    <div
      className={styles['grid']}
      style={{
        gridTemplateColumns: `repeat(${columns}, ${shelfRow.shared}px) ${shelfRow.width}px`,
        gridAutoRows: `${shelfRow.height}px`,
      }}
    >
      {cells.map((cell) => (
        <div
          key={cell.id}
          className={styles['cell']}
          style={{ gridColumn: cell.column + 1, gridRow: `${cell.row + 1} / span ${cell.rows}` }}
        >
          <ThingButton thing={`layer:${cell.id}`} className={styles['shared']}>
            <span>shared by {cell.rows}</span>
            <span className={styles['size']}>
              {counted(cell.layers, 'layer')}, {bytesInWords(cell.bytes)}
            </span>
          </ThingButton>
        </div>
      ))}
      {rows.map((row) => (
        <div
          key={row.image.id}
          className={styles['cell']}
          style={{ gridColumn: `${row.column + 1} / -1`, gridRow: row.row + 1 }}
        >
          <ThingButton thing={`image:${row.image.id}`} className={styles['image']}>
            <span className={styles['name']}>{imageName(row.image)}</span>
            <span className={styles['size']}>{ownPart(row)}</span>
          </ThingButton>
        </div>
      ))}
      {more > 0 ? (
        <p className={styles['empty']} style={{ gridColumn: '1 / -1', gridRow: rows.length + 1 }}>
          and {counted(more, 'image')} more
        </p>
      ) : null}
    </div>
  );
}

function ownPart({ image, column, ownLayers, ownBytes }: ShelfRow): string {
  if (image.top === null) return bytesInWords(image.bytes);
  if (column === 0) return `${counted(ownLayers, 'layer')}, ${bytesInWords(image.bytes)}`;
  return ownLayers === 0 ? 'nothing of its own' : `+ ${counted(ownLayers, 'layer')}, ${bytesInWords(ownBytes)}`;
}
