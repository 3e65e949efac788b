import axeCore from "axe-core";
import type { Page } from "playwright-core";

/** A broken rule of WCAG 2.2 AA or best practice, with the elements that break it. */
export interface AxeViolation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly string[];
}

/**
 * What axe-core finds wrong on a page: empty when nothing.
 *
 * Runs through the debugger protocol, so a strict content security policy does not stop it and stays in force for the page.
 */
export async function axe(page: Page): Promise<AxeViolation[]> {
  const session = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression:
      `${axeCore.source}; axe.run(document, { resultTypes: ["violations"] }).then((run) =>
      run.violations.map(({ id, impact, help, nodes }) => ({
        rule: id, impact, help,
        nodes: nodes.map((node) => node.target.join(" ") + ": " + node.failureSummary),
      })))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) {
    throw new Error(
      `Cannot run axe on "${page.url()}": ${exceptionDetails.exception?.description}`,
    );
  }
  return result.value;
}
