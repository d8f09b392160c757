import type { Check } from '../finding.ts';

const oldest = 24;

/** Is this Node new enough? */
export const nodeCheck: Check = {
  name: 'Node.js',
  async run() {
    const version = process.versions.node;
    const facts = { version, path: process.execPath, oldest };
    if (Number.parseInt(version, 10) >= oldest) return { status: 'ok', summary: version, facts };
    return {
      status: 'problem',
      summary: `${version}; presage needs ${oldest} or newer`,
      advice: `install Node ${oldest}, or start with: npx -y -p node@${oldest} -p @presage/cli presage doctor`,
      facts,
    };
  },
};
