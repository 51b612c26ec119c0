/**
 * Imported first by every script: says in one sentence when Node is too old, before anything newer
 * is loaded. Written for old Nodes, so without newer syntax or modules.
 */
const parts = process.versions.node.split('.').map(Number);
const major = parts[0] || 0;
const minor = parts[1] || 0;

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Quaymark needs Node 20.19 or later, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
