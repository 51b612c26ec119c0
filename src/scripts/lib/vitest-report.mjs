/** Counts what Vitest's JSON report says. */

/** @typedef {{passed: number, failed: number}} Count */
/** @typedef {{status: string, fullName: string, failureMessages: string[]}} TestResult */
/** @typedef {{numPassedTests: number, numFailedTests: number, testResults: {status: string, assertionResults: TestResult[]}[]}} VitestReport */

/**
 * Passed and failed tests of one run. A file that could not be loaded, and a run that ended badly
 * without a failed test (an error outside of tests, a crash), count as one failure each, so that
 * nothing that went wrong counts as nothing.
 * @param {VitestReport | null} report null when none was written
 * @param {number} exitCode Vitest's
 * @returns {Count}
 */
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + broken;
  const unexplained = exitCode !== 0 || passed + failed === 0;
  return { passed, failed: failed === 0 && unexplained ? 1 : failed };
}

/**
 * Tests that failed, were tried again and passed, each with the first line of what went wrong.
 * @param {VitestReport | null} report
 * @returns {string[]}
 */
export function secondTries(report) {
  return (report?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split('\n')[0]}`);
}
