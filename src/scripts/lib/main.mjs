/** How a script runs: errors that were foreseen are a sentence, others show where they come from. */

/**
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    const detail = process.env.DEBUG && error instanceof Error ? error.stack : null;
    console.error(detail ?? (error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}
