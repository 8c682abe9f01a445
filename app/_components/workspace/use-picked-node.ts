import { useCallback, useEffect, useRef, useState } from 'react';
import type { NodeName } from '../../../protocol/node.ts';

/**
 * Who picks a machine with the mouse wants to type into it: `focus` is called as soon as it `isThere`, unless the focus has
 * gone elsewhere meanwhile. Returns what is to be called with the machine that was picked. By keyboard one stays where one is.
 */
export function usePickedNode(node: NodeName, isThere: boolean, focus: () => void): (picked: NodeName) => void {
  const [picked, setPicked] = useState<Picked | null>(null);
  const done = useRef<Picked | null>(null);
  useEffect(() => {
    if (picked === null || picked === done.current || picked.node !== node || !isThere) return;
    done.current = picked;
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body || activeElement.closest('[data-nodes]') !== null)
      focus();
  }, [picked, node, isThere, focus]);
  return useCallback((wanted) => setPicked({ node: wanted }), []);
}

/** One pick: an object of its own, so that the same machine picked again is another one. */
interface Picked {
  readonly node: NodeName;
}
