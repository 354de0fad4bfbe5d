/** Ends with a sentence where Node is too old, instead of a syntax error further on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Noken needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
