/** What axe finds wrong on a page. */

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

// Among what axe calls best practice: headings in order, landmarks, one h1.
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Which rules are broken, and where. */
export async function violations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}
