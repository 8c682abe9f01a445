'use client';

import type { ReactNode } from 'react';
import type { ThingKey } from './changes.ts';
import { usePictureContext } from './picture-context.tsx';

interface ThingButtonProps {
  readonly thing: ThingKey;
  readonly className: string | undefined;
  readonly data?: Readonly<Record<`data-${string}`, string | boolean | undefined>>;
  readonly children: ReactNode;
}

/** Something in the picture that shows its facts when it is pressed. One of all is in the order of Tab; arrows lead on. */
export function ThingButton({ thing, className, data, children }: ThingButtonProps) {
  const { fresh, selected, current, select } = usePictureContext();
  return (
    <button
      type="button"
      className={className}
      data-thing={thing}
      data-fresh={fresh.get(thing)?.how}
      {...data}
      aria-pressed={selected === thing}
      tabIndex={current === thing ? 0 : -1}
      onClick={() => select(thing)}
    >
      {children}
    </button>
  );
}
