'use client';

import { createContext, useContext } from 'react';
import type { ThingKey } from './changes.ts';
import type { Fresh } from './picture-state.ts';

/** What each thing in the picture needs to know besides itself. */
export interface PictureContext {
  readonly fresh: ReadonlyMap<ThingKey, Fresh>;
  readonly selected: ThingKey | null;
  /** The one that Tab leads to. */
  readonly current: ThingKey;
  readonly select: (key: ThingKey) => void;
}

const Context = createContext<PictureContext | null>(null);
export const PictureProvider = Context.Provider;

export function usePictureContext(): PictureContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a thing outside a picture');
  return context;
}
