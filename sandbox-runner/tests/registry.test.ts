import { expect, test } from 'vitest';
import { asker } from './_util/ask-checks.ts';
import { testRunner } from './_util/test-runner.ts';

/** The registry that takes pushes: each learner logs in with an account of their own. */
test('a learner logs in, pushes under their own name, and somebody else pulls it', async () => {
  await using runner = await testRunner();
  const [one, two] = await Promise.all([
    runner.client.create({ presentImages: ['busybox'], account: true }),
    runner.client.create({ presentImages: ['busybox'], account: true }),
  ]);
  const ask = asker(runner, one.id);
  const other = asker(runner, two.id);
  const hello = { kind: 'registry', repository: 'hello', tag: '1.0' };
  const login = '. ./registry-account; echo "$PASSWORD" | docker login "$REGISTRY" --username "$NAME" --password-stdin';

  expect(await ask.sh('cat registry-account')).toMatch(
    /^REGISTRY=registry\.slipway\nNAME=learner-\w{6}\nPASSWORD=\w{16}$/m,
  );
  const { expected } = await ask.fails(hello, 'You have pushed nothing yet.');
  expect(expected).toMatch(/^`registry\.slipway\/learner-\w{6}\/hello:1\.0` is in the classroom registry\.$/);
  await ask.passes({ ...hello, exists: false });

  await ask.sh(
    '. ./registry-account; printf "FROM busybox\\nLABEL a=b\\n" | docker build -q -t hello -; docker tag hello $REGISTRY/$NAME/hello:1.0',
  );
  const push = '. ./registry-account; docker push $REGISTRY/$NAME/hello:1.0 2>&1';
  expect(await ask.sh(`${push} || true`)).toContain('no basic auth credentials');
  expect(
    await ask.sh('. ./registry-account; echo wrong | docker login $REGISTRY -u $NAME --password-stdin 2>&1 || true'),
  ).toContain('401 Unauthorized');
  expect(await ask.sh(`${login} 2>&1`)).toContain('Login Succeeded');
  expect(await ask.sh(push)).toMatch(/1\.0: digest: sha256:/);
  await ask.allPass([hello, { ...hello, image: 'hello' }, { kind: 'happened', what: 'image pushed' }]);
  await ask.allFail([
    [{ ...hello, tag: 'latest' }, 'Only other tags of it are there: `1.0`.'],
    [{ ...hello, repository: 'goodbye' }, 'Under your name there is only `hello:1.0`.'],
    [{ ...hello, image: 'busybox' }, 'It is there, but it is not the image that is `busybox` now; push again.'],
    [{ ...hello, exists: false }, 'It is there.'],
  ]);
  await other.fails(hello, 'You have pushed nothing yet.');

  const name = (await ask.sh('. ./registry-account; echo $REGISTRY/$NAME')).trim();
  expect(await other.sh(`docker pull ${name}/hello:1.0 2>&1 || true`)).toContain('no basic auth credentials');
  await other.sh(login);
  expect(await other.sh(`docker pull -q ${name}/hello:1.0`)).toContain(`${name}/hello:1.0`);
  expect(await other.sh(`docker tag busybox ${name}/hello:1.0; docker push ${name}/hello:1.0 2>&1 || true`)).toContain(
    'denied: requested access to the resource is denied',
  );
  expect(await other.sh('curl -s http://registry.slipway/v2/_catalog')).toContain('UNAUTHORIZED');
  await ask.passes({ ...hello, image: 'hello' });
  // What serves the course takes no pushes.
  expect(
    await ask.sh(
      'docker tag busybox 10.212.0.1:5000/library/busybox:mine; docker push 10.212.0.1:5000/library/busybox:mine 2>&1 || true',
    ),
  ).not.toContain('digest:');
});
