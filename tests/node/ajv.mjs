// Compiles every schema in Ajv's strict mode, and says whether some values are valid by them.
import fs from "node:fs";
import path from "node:path";
import Ajv from "ajv/dist/2020.js";

const [folder, asked] = process.argv.slice(2);
const ajv = new Ajv.default({ strict: true, allErrors: true, logger: false });
const validators = {};
for (const name of fs.readdirSync(folder)) {
  const schema = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
  validators[name.split("-")[0]] = ajv.compile(schema);
}
const questions = JSON.parse(fs.readFileSync(asked, "utf8"));
for (const { schema, values, valid } of questions) {
  const validate = validators[schema];
  if (validate(values) !== valid) {
    console.error(schema, JSON.stringify(validate.errors));
    process.exitCode = 1;
  }
}
console.log(Object.keys(validators).length, questions.length);
