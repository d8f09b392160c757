import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { exitCode } from '../frame/exit-code.ts';
import { failureFrom } from '../frame/failure.ts';
import type { Check, CheckContext, Finding } from './finding.ts';
import { allChecks } from './all-checks.ts';
import { findingsText, type NamedFinding } from './findings-text.ts';

/** Looks at the machine, one check after the other. Answers with 1 where there is a problem. */
export async function runDoctor(
  context: CommandContext,
  checks: readonly Check[] = allChecks,
): Promise<CommandResult> {
  const { signal, environment, progress } = context;
  const findings: NamedFinding[] = [];
  using phase = progress.phase('Checking');
  for (const [index, check] of checks.entries()) {
    phase.update({ fraction: index / checks.length, detail: check.name });
    const finding = await attempt(check, { signal, environment });
    signal.throwIfAborted();
    findings.push({ name: check.name, ...finding });
  }
  phase.done();
  const problems = findings.filter(({ status }) => status === 'problem').length;
  const warnings = findings.filter(({ status }) => status === 'warning').length;
  return {
    json: { ok: problems === 0, problems, warnings, checks: findings },
    text: (style) => findingsText(findings, style),
    exitCode: problems === 0 ? exitCode.done : exitCode.failed,
  };
}

async function attempt(check: Check, context: CheckContext): Promise<Finding> {
  try {
    return await check.run(context);
  } catch (error) {
    const { code, message, fields } = failureFrom(error);
    return { status: 'problem', summary: message, facts: { code, ...fields } };
  }
}
