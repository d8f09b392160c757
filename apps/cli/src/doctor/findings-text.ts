import type { Style } from '../terminal/style.ts';
import type { Finding, FindingStatus } from './finding.ts';

export interface NamedFinding extends Finding {
  readonly name: string;
}

/** Findings as lines: status, name, what was found; below it what to do. */
export function findingsText(findings: readonly NamedFinding[], style: Style): string {
  const paint: Record<FindingStatus, (text: string) => string> = {
    ok: style.good,
    warning: style.warning,
    problem: style.problem,
  };
  const nameWidth = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ status, name, summary, advice }) => {
    const line = `${paint[status](status.padEnd('problem'.length))}  ${style.bold(name.padEnd(nameWidth))}  ${summary}`;
    return advice ? [line, `${' '.repeat('problem'.length + nameWidth + 4)}→ ${advice}`] : [line];
  });
  return [...lines, '', verdict(findings)].join('\n');
}

function verdict(findings: readonly NamedFinding[]): string {
  const count = (wanted: FindingStatus) =>
    findings.filter(({ status }) => status === wanted).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems > 0) return `${plural(problems, 'problem')} to solve before presage can work here.`;
  if (warnings > 0) return `Presage works here, with ${plural(warnings, 'warning')}.`;
  return 'Everything presage needs is here.';
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
