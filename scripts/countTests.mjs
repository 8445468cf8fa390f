import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * `node scripts/countTests.mjs REPORT.json...`: adds up what the runners reported (Vitest's or Playwright's JSON), names
 * what failed and why, and prints the closing line, `N passed, M failed`. A report that is not there counts as one
 * failure: that runner never came to its end.
 */
const counts = process.argv.slice(2).map((file) => {
  if (!existsSync(file)) return { passed: 0, failures: [`${basename(file)}: the run never came to its end`] };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return report.testResults ? ofVitest(report) : ofPlaywright(report);
});
const failures = counts.flatMap((count) => count.failures);
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(`${counts.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failures.length} failed`);

/** Files that could not be loaded have no test of their own that failed. */
function ofVitest({ numPassedTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    const broken = status === 'failed' && failed.length === 0 ? [`${name}: ${message}`] : [];
    return [
      ...broken,
      ...failed.map((one) => `${name}: ${one.fullName}: ${one.failureMessages.join('\n').slice(0, 2_000)}`),
    ];
  });
  return { passed: numPassedTests, failures };
}

function ofPlaywright({ stats, suites, errors }) {
  const specs = suites.flatMap(function all(suite) {
    return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(all)];
  });
  const failed = specs.filter(({ ok }) => !ok);
  const why = ({ tests }) =>
    tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? '')).join('\n');
  return {
    passed: stats.expected + stats.flaky,
    failures: [
      ...failed.map((spec) => `${spec.file}: ${spec.title}: ${why(spec).slice(0, 2_000)}`),
      ...errors.map(({ message }) => String(message)),
    ],
  };
}
