import { expect, test } from 'vitest';
import type { WorldContainer } from '../../../protocol/world.ts';
import { collapseAbove, collapsed, homeOf } from './collapse.ts';
import { aContainer, aWorld } from './made-up-world.ts';

const many = (count: number, parts: (i: number) => Partial<WorldContainer> = () => ({})): WorldContainer[] =>
  Array.from({ length: count }, (_, i) => aContainer(`c${i}`, { createdAtMs: i, ...parts(i) }));

test('a few each have a card, the oldest first', () => {
  const { cards, more } = collapsed(aWorld({ containers: many(collapseAbove).reverse() }));
  expect(
    cards
      .get('bridge')
      ?.map(({ key }) => key)
      .slice(0, 2),
  ).toEqual(['container:id-c0', 'container:id-c1']);
  expect(cards.get('bridge')).toHaveLength(collapseAbove);
  expect(more).toBe(0);
});

test('many of a kind are one pile, and every one leads to it', () => {
  const world = aWorld({ containers: many(300, (i) => ({ state: i % 2 === 0 ? 'running' : 'created' })) });
  const { cards, cardOf } = collapsed(world);
  const list = cards.get('bridge') ?? [];
  expect(list.map((card) => (card.kind === 'pile' ? [card.pile.state, card.pile.count] : null))).toEqual([
    ['running', 150],
    ['created', 150],
  ]);
  expect(cardOf.get('id-c7')).toBe(list[1]?.key);
});

test('one of its kind keeps its card among many', () => {
  const world = aWorld({ containers: [...many(40), aContainer('web', { image: 'nginx', createdAtMs: 99 })] });
  expect(
    collapsed(world)
      .cards.get('bridge')
      ?.map(({ kind }) => kind),
  ).toEqual(['pile', 'container']);
});

test('what the runner only counted is a pile too', () => {
  const world = aWorld({
    containers: many(3),
    more: { ...aWorld().more, containers: [{ image: 'x', state: 'dead', count: 97 }] },
  });
  const piles = (collapsed(world).cards.get('bridge') ?? []).map((card) =>
    card.kind === 'pile' ? card.pile.count : 0,
  );
  expect(piles).toEqual([3, 97]);
});

test('never more cards than can be drawn', () => {
  const { cards, more } = collapsed(aWorld({ containers: many(200, (i) => ({ image: `image-${i}` })) }));
  expect([...cards.values()].flat()).toHaveLength(60);
  expect(more).toBe(140);
});

test('where a container stands', () => {
  const web = aContainer('web', { networks: [{ name: 'zoo', address: '' }] });
  const beside = aContainer('beside', { networks: [], networkOf: web.id });
  const self = aContainer('self', { networks: [], networkOf: 'id-self' });
  const all = new Map([web, beside, self].map((c) => [c.id, c]));
  expect(homeOf(beside, all)).toBe('zoo');
  expect(homeOf(self, all)).toBe('none');
  expect(homeOf(aContainer('lost', { networks: [], networkOf: 'gone' }), all)).toBe('none');
});
