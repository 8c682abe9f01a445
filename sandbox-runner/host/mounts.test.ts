import { expect, test } from 'vitest';
import { parseMounts } from './mounts.ts';

test('reads target, type and source, and undoes the kernel’s escapes', () => {
  const text = [
    '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '30 22 0:5 / /srv/a\\040b rw - btrfs /dev/loop0 rw,subvol=/',
    '',
  ].join('\n');
  expect(parseMounts(text)).toEqual([
    { target: '/', type: 'ext4', source: '/dev/vda' },
    { target: '/srv/a b', type: 'btrfs', source: '/dev/loop0' },
  ]);
});
