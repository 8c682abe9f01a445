import type { AnswerCheck, QuizCheck } from '../../../protocol/checks.ts';
import { quizVerdict } from '../../../protocol/quiz-verdict.ts';
import type { LiveValue } from '../../../protocol/checks/answer.ts';
import type { Snapshot } from '../facts.ts';
import type { Judgement } from '../miss.ts';
import { isSameAnswer } from '../same-answer.ts';
import { quote, sentence } from '../words.ts';
import { rightAnswer, type AnswerForm } from './live-value.ts';

/** Judges what a learner answered. Pure. Nothing in it tells the right answer. */
export function judgeAnswer(check: AnswerCheck, snapshot: Snapshot): Judgement {
  const given = snapshot.answers.get(check.id)?.[0];
  const expected = check.question;
  const lookAt = check.lookAt ?? defaultLook(check.of);
  if (given === undefined) return { outcome: 'fail', expected, found: 'You have not answered yet.', lookAt };
  const right = rightAnswer(check.of, snapshot);
  if (right.is === 'unknown') return { outcome: 'undecided', expected, found: sentence(right.why), lookAt };
  if (right.is === 'missing')
    return { outcome: 'fail', expected, found: sentence(`${right.why}, so no answer can be right`), lookAt };
  if (right.values.some((value) => isSameAnswer(given, value, right.form)))
    return { outcome: 'pass', expected, found: sentence(`${quote(given)} is right`), lookAt };
  return {
    outcome: 'fail',
    expected,
    found: sentence(`${quote(given)} is not right${advice(given, right.form)}`),
    lookAt,
  };
}

/** Judges the choices that a learner made. Pure. What each choice is, is told by the site alone. */
export function judgeQuiz(check: QuizCheck, snapshot: Snapshot): Judgement {
  const { passes, found } = quizVerdict(check, snapshot.answers.get(check.id) ?? []);
  return { outcome: passes ? 'pass' : 'fail', expected: check.question, found, lookAt: check.lookAt ?? '' };
}

/** For an answer that can't be meant: what kind of thing is asked for. */
function advice(given: string, form: AnswerForm): string {
  if ((form === 'number' || form === 'port') && !/\d/.test(given)) return '; a number is asked for';
  if (form === 'size' && !/\d/.test(given)) return '; a size such as 12MB is asked for';
  if (form === 'id' && !/[0-9a-f]{4}/i.test(given))
    return '; an id is asked for, which is made of digits and the letters a to f';
  return '';
}

function defaultLook(value: LiveValue): string {
  const { container, image, network, volume, file, count, engine } = value;
  if (container !== undefined) return `docker ${value.logAfter === undefined ? 'inspect' : 'logs'} ${container}`;
  if (image !== undefined) return value.value === 'size' ? `docker images ${image}` : `docker image inspect ${image}`;
  if (network !== undefined) return `docker network inspect ${network}`;
  if (volume !== undefined) return `docker volume inspect ${volume}`;
  if (file !== undefined) return `cat ${/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`}`;
  if (count === 'running') return 'docker ps';
  if (count === 'containers') return 'docker ps -a';
  if (count !== undefined) return `docker ${count === 'images' ? 'image' : count.slice(0, -1)} ls`;
  return engine === 'version' ? 'docker version' : 'docker info';
}
