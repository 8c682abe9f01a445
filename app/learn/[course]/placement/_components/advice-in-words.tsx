import Link from 'next/link';
import { PlaceList } from '../../../../_components/place-list.tsx';
import type { Advice } from '../../../../../protocol/placement.ts';

/** What came of a placement quiz: where to start, and what may be skipped. */
export function AdviceInWords({ advice: { start, skip } }: { readonly advice: Advice }) {
  return (
    <p>
      {start === null ? (
        skip.length === 0 ? (
          'You have done every lesson of this course.'
        ) : (
          'You know all that is left of this course. Do its lessons all the same to have them ticked.'
        )
      ) : (
        <>
          Start at{' '}
          <Link href={start.href} prefetch={false}>
            {start.title}
          </Link>
          {skip.length === 0 ? ', and leave nothing out.' : '; you may skip '}
        </>
      )}
      {start === null || skip.length === 0 ? null : (
        <>
          <PlaceList places={skip} />.
        </>
      )}
    </p>
  );
}
