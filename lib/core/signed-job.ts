import { isSigned, sign } from "@/lib/platform/seal";

const purpose = "job";

export interface SignedJob {
  _tenant: string | null;
  _signature: string;
}

/** Why a job is not run: whoever put it into the queue is not who it says. */
export class ForeignJob extends Error {
  override name = "ForeignJob";
}

/** A payload with the workspace it is for and proof that we said so. Throws where it names another one. */
export function signedJob(name: string, payload: unknown, owner?: string): SignedJob {
  const named = tenantIn(payload);
  if (owner && named && named !== owner) throw new ForeignJob(`${name} names another workspace than its own`);
  const tenant = owner ?? named;
  const body: unknown = JSON.parse(JSON.stringify(payload));
  return {
    ...fieldsOf(body),
    _tenant: tenant,
    _signature: sign(purpose, name, tenant ?? "", JSON.stringify(body)),
  };
}

/**
 * The payload of a job out of the queue and the workspace it is for. Throws `ForeignJob` where the signature is missing
 * or is not of this job, this workspace and this payload. What a schedule queues says nothing and needs none.
 */
export function openJob(
  name: string,
  queued: unknown,
  isScheduled: boolean,
): { tenantId: string | null; body: unknown } {
  const { _tenant, _signature, _cron, ...body } = fieldsOf(queued);
  if (isScheduled && _signature === undefined && Object.keys(body).length === 0)
    return { tenantId: null, body };
  const tenant = typeof _tenant === "string" ? _tenant : null;
  const isOurs =
    typeof _signature === "string" && isSigned(_signature, purpose, name, tenant ?? "", JSON.stringify(body));
  if (!isOurs) throw new ForeignJob(`${name} is not signed for the workspace it names`);
  const named = tenantIn(body);
  if (named && named !== tenant)
    throw new ForeignJob(`${name} names another workspace than it is signed for`);
  return { tenantId: tenant, body };
}

const fieldsOf = (payload: unknown): Record<string, unknown> =>
  typeof payload === "object" && payload !== null ? { ...payload } : {};

function tenantIn(payload: unknown): string | null {
  const { tenantId } = fieldsOf(payload);
  return typeof tenantId === "string" ? tenantId : null;
}
