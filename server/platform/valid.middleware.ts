import { describeRoute, resolver, validator } from 'hono-openapi';
import type { GenericSchema, InferInput } from 'valibot';
import { Problem } from './problem.js';

/**
 * Parses one part of a request at the door; the handler reads it by `c.req.valid(part)`.
 *
 * @throws {Problem} `request-invalid`, naming the first field that is wrong and never its value
 */
export function valid<Part extends 'json' | 'query' | 'param' | 'header' | 'form', S extends GenericSchema>(
  part: Part,
  schema: S,
) {
  return validator(
    part,
    schema,
    (result) => {
      if (!result.success) throw new Problem('request-invalid', { where: whereWrong(result.error) });
    },
    { options: schemaOptions },
  );
}

/** Describes what a route answers, for `/v1/openapi.json`. Every route may also answer a `ProblemReport`. */
export function answers(summary: string, schema?: GenericSchema, status = 200) {
  return describeRoute({
    summary,
    responses: {
      [status]: {
        description: summary,
        ...(schema ? { content: { 'application/json': { schema: resolver(schema, schemaOptions) } } } : {}),
      },
      default: {
        description: 'A refusal: application/problem+json with a code of server/contract/problems.ts.',
      },
    },
  });
}

export type Sent<S extends GenericSchema> = InferInput<S>;

// JSON Schema cannot say trimming; it is left out of the page rather than breaking it.
const schemaOptions = { errorMode: 'ignore' } as const;

function whereWrong(issues: readonly { readonly path?: readonly unknown[] | undefined }[]): string {
  const names = (issues[0]?.path ?? []).map((step) =>
    typeof step === 'object' && step !== null && 'key' in step ? String(step.key) : String(step),
  );
  return names.join('.') || 'isi';
}
