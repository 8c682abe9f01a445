import { Fragment } from 'react';

/** A page of the site that is named in a sentence. */
export interface Place {
  readonly href: string;
  readonly title: string;
}

/** Links in a sentence: "A, B and C". */
export function PlaceList({ places }: { readonly places: readonly Place[] }) {
  return places.map(({ href, title }, i) => (
    <Fragment key={href}>
      {i === 0 ? '' : i === places.length - 1 ? ' and ' : ', '}
      <a href={href}>{title}</a>
    </Fragment>
  ));
}
