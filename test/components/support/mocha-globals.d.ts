/** What @web/test-runner's mocha gives every test; its own types are not a dependency of ours. */
declare function describe(subject: string, body: () => void): void;
declare function it(sentence: string, body: () => unknown): void;
declare function before(body: () => unknown): void;
declare function after(body: () => unknown): void;
declare function beforeEach(body: () => unknown): void;
declare function afterEach(body: () => unknown): void;
