import { existsSync, readFileSync } from 'node:fs';

/**
 * `node scripts/countTests.mjs VITEST.json PLAYWRIGHT.json`: adds up what the runners reported and prints the closing
 * line, `N passed, M failed`. A report that is not there counts as one failure: that runner never came to its end.
 */
const [vitest, playwright] = process.argv.slice(2).map((file) => {
  return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
});
const counts = [
  vitest && { passed: vitest.numPassedTests, failed: vitest.numFailedTests + brokenFiles(vitest) },
  playwright && {
    passed: playwright.stats.expected + playwright.stats.flaky,
    failed: playwright.stats.unexpected + playwright.errors.length,
  },
].map((count) => count ?? { passed: 0, failed: 1 });
const sum = (what) => counts.reduce((total, count) => total + count[what], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);

/** Files that could not be loaded have no test of their own that failed. */
function brokenFiles({ testResults }) {
  return testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
}
