import { PlaceList, type Place } from '../../../../_components/place-list.tsx';
import styles from './better-before.module.css';

/** What is better done before a lesson and is not done yet, in a line above its text. It keeps nobody out. */
export function BetterBefore({ places }: { readonly places: readonly Place[] }) {
  if (places.length === 0) return null;
  return (
    <p className={styles['before']}>
      Better done before: <PlaceList places={places} />.
    </p>
  );
}
