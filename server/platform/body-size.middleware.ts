import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { Problem } from './problem.js';

/**
 * Refuses a body over the limit of its path, before anybody parses it.
 *
 * @param limitOf bytes allowed at a path
 * @throws {Problem} `request-too-large`
 */
export function bodySize(limitOf: (path: string) => number) {
  return createMiddleware((c, next) => {
    const maxSize = limitOf(c.req.path);
    const limit =
      maxSize >= 1024 * 1024 ? `${Math.floor(maxSize / 1024 / 1024)} MB` : `${Math.floor(maxSize / 1024)} KB`;
    return bodyLimit({
      maxSize,
      onError: () => {
        throw new Problem('request-too-large', { limit });
      },
    })(c, next);
  });
}
