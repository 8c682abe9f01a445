'use client';

import dynamic from 'next/dynamic';

const LateQuiz = dynamic(() => import('./quiz.tsx').then((m) => m.Quiz));

/** A quiz, rendered on the server like the rest; its script is for pages that have one. */
export function Quiz({ id }: { readonly id: string }) {
  return <LateQuiz id={id} />;
}
