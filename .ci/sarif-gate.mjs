// Microsoft's own validator (the one that GitHub's advice is written into) must find nothing to say about our SARIF.
// It brings 100 MB, so it is no dependency: the gate installs it beside the other caches the first time.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './steps.mjs';

const multitool = '@microsoft/sarif-multitool';
const version = '5.7.0';

/** Throws unless the golden reports and freshly printed ones are all clean. */
export function sarifGate(root) {
  const validator = install(join(root, 'node_modules/.cache/vlint/sarif-multitool'));
  const temporary = mkdtempSync(join(tmpdir(), 'vlint-sarif-'));
  try {
    proveThatItCanFail(validator, temporary);
    const estates = join(root, 'test/estates');
    const goldens = readdirSync(estates, { recursive: true }).filter((name) => name.endsWith('.sarif'));
    if (goldens.length === 0) throw new Error('test/estates holds no *.sarif');
    const complaints = [];
    for (const golden of goldens) {
      complaints.push(...validate(validator, join(estates, golden), temporary));
      complaints.push(...compareFresh(root, join(estates, golden)));
      console.log(`${relative(root, join(estates, golden))}: checked`);
    }
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Returns the path of the validator's executable. */
function install(folder) {
  const manifest = join(folder, 'node_modules', multitool, 'package.json');
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, 'utf8')).version !== version) {
    mkdirSync(folder, { recursive: true });
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const { status, stderr } = run('npm', ['install', '--prefix', folder, ...quiet, `${multitool}@${version}`]);
    if (status !== 0) throw new Error(`cannot install ${multitool}: ${stderr}`);
  }
  const executable = createRequire(manifest)(multitool);
  if (process.platform !== 'win32') chmodSync(executable, 0o755);
  return executable;
}

/**
 * Complaints about one file, as lines of text. The exit status is 0 whatever it finds, so the report is read, and
 * its absence, a crash of the validator or a file that it passed over are complaints, too.
 */
function validate(validator, file, temporary) {
  const output = join(temporary, 'validation.sarif');
  rmSync(output, { force: true });
  const rules = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--max-file-size-in-kb', '1000000'];
  const { stdout, stderr } = run(validator, ['validate', file, ...rules, '--output', output, '--log', 'ForceOverwrite'], {
    // Without this, .NET asks for a system library that small machines lack.
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  if (!existsSync(output)) return [`${file}: the validator wrote no report\n${stdout}${stderr}`];
  if (!/\b1 files? scanned/.test(stdout)) return [`${file}: not scanned\n${stdout}${stderr}`];
  return readReport(JSON.parse(readFileSync(output, 'utf8'))).map((line) => `${file}: ${line}`);
}

function readReport(report) {
  const complaints = [];
  for (const { tool, results = [], invocations = [] } of report.runs) {
    const rules = new Map((tool.driver.rules ?? []).map((rule) => [rule.id, rule]));
    // A result without a level has the rule's default, "warning" as often as not: only the harmless ones are named here.
    const isFault = ({ level = 'warning', kind = 'fail' }) => kind === 'fail' && level !== 'note' && level !== 'none';
    for (const result of results.filter(isFault)) complaints.push(describe(result, rules.get(result.ruleId)));
    for (const { executionSuccessful, ...invocation } of invocations) {
      if (!executionSuccessful) complaints.push('the validator did not finish');
      const { toolExecutionNotifications = [], toolConfigurationNotifications = [] } = invocation;
      const notifications = [...toolExecutionNotifications, ...toolConfigurationNotifications];
      for (const { level = 'warning', message } of notifications) {
        if (level === 'error') complaints.push(`the validator says: ${message?.text ?? message?.id}`);
      }
    }
  }
  return complaints;
}

function describe({ ruleId, message, locations }, rule) {
  const template = message.text ?? rule?.messageStrings?.[message.id]?.text ?? message.id;
  const text = template.replace(/\{(\d+)\}/g, (whole, index) => message.arguments?.[index] ?? whole);
  const { startLine, startColumn } = locations?.[0]?.physicalLocation?.region ?? {};
  return `${startLine}:${startColumn} ${ruleId} ${text}`;
}

/** A gate that never closes proves nothing: one log breaks the schema, one only what GitHub asks for. */
function proveThatItCanFail(validator, temporary) {
  const driver = { name: 'broken', version: '1.0.0', informationUri: 'https://example.com/' };
  const result = { ruleId: 'Broken', message: { text: 'It has no location.' } };
  const broken = {
    schema: { version: '2.1.0', runs: [{ results: [] }] },
    github: { version: '2.1.0', runs: [{ tool: { driver }, results: [result] }] },
  };
  for (const [name, log] of Object.entries(broken)) {
    const file = join(temporary, `broken-${name}.sarif`);
    writeFileSync(file, JSON.stringify(log));
    const complaints = validate(validator, file, temporary);
    const expected = name === 'github' ? / GH\d+ / : / JSON\d+ /;
    if (!complaints.some((line) => expected.test(line))) {
      throw new Error(`the validator let a broken log through (${name}): ${complaints.join('; ') || 'no complaint'}`);
    }
  }
}

/** The built program prints exactly the golden report of the estate in the same folder. */
function compareFresh(root, golden) {
  const input = relative(root, join(dirname(golden), 'export.json')).replaceAll('\\', '/');
  const program = join(root, 'dist/vlint.cjs');
  const { stdout, stderr, status } = run(process.execPath, [program, 'scan', input, '--format', 'sarif'], { cwd: root });
  if (status !== 0 && status !== 1) return [`vlint scan ${input} --format sarif: exit status ${status}\n${stderr}`];
  if (stdout.trimEnd() === readFileSync(golden, 'utf8').trimEnd()) return [];
  return [`vlint scan ${input} --format sarif prints something else than ${relative(root, golden)}`];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) sarifGate(dirname(dirname(fileURLToPath(import.meta.url))));
