import { latestLease } from '../../../../../_server/leases.ts';
import { leaseView } from '../../../../../_server/lease-view.ts';
import { requireLesson } from '../../../../../_server/lessons.ts';
import { startMachine, stopMachine } from '../../../../../_server/machine.ts';
import { requireStep } from '../../../../../_server/recipes.ts';
import { bodyText, respond, writer } from '../../../../../_server/respond.ts';
import { AppError } from '../../../../../../protocol/errors.ts';
import { parseJson } from '../../../../../../protocol/parse.ts';
import { atStepSchema } from '../../../../../../protocol/site.ts';

type Context = RouteContext<'/api/lessons/[course]/[lesson]/lease'>;

/** Starts the learner's machine for this lesson, at a step if the body names one, or gives the one that runs. */
export function POST(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const params = await context.params;
    const { lesson } = await requireLesson(params.course, params.lesson);
    const body = await bodyText(request);
    if (body === '') return leaseView(await startMachine({ learnerId, lesson }));
    const { step } = parseJson(atStepSchema, body, 'the step');
    requireStep(lesson, step);
    return leaseView(await startMachine({ learnerId, lesson, from: { step } }));
  });
}

/** Stops it. */
export function DELETE(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const params = await context.params;
    const lease = await latestLease(learnerId, `${params.course}/${params.lesson}`);
    if (lease === null)
      throw new AppError('not_found', 'no lease', { hint: 'No machine has been started for this lesson.' });
    return leaseView(lease.endedAt === null ? await stopMachine(lease, 'learner') : lease);
  });
}
