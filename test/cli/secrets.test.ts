import { describe, expect, it } from 'vitest';
import { edit, entriesOf, goodHost, govcCollect, type Json, native, powerCli } from '../build/index.ts';
import { folderOf, vlint } from './program.ts';

/** Values that must never leave the export, whatever is printed. */
const secrets = [
  'S3cret-One-xyzzy',
  'S3cret-Mutual-xyzzy',
  'S3cret-Target-xyzzy',
  'S3cret-Stray-xyzzy',
  'S3cret-Option-xyzzy',
] as const;
const [own, mutual, target, stray, option] = secrets;

/** A host that has faults right beside its secrets: in the same object, and on the same line. */
function host() {
  const chap = { type: 'chapRequired', name: 'esx01', mutual: 'chapRequired', mutualName: 'array1' };
  const base = goodHost(1, {
    vswitches: { vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-B': { standby: ['vmnic2'] } } } },
    adapters: { vmhba64: { chap, headerDigest: 'digestRequired', sendTargets: ['10.0.1.201', '10.0.9.201'] } },
  });
  const adapter = 'config.storageDevice.hostBusAdapter.0';
  let entries = entriesOf(base);
  const put = (path: string, value: Json) => {
    entries = edit(entries, path, value);
  };
  put(`${adapter}.authenticationProperties.chapSecret`, own);
  put(`${adapter}.authenticationProperties.mutualChapSecret`, mutual);
  put(`${adapter}.configuredSendTarget.0.authenticationProperties.chapSecret`, target);
  put(`${adapter}.configuredStaticTarget.0.authenticationProperties.mutualChapSecret`, target);
  put(`${adapter}.password`, stray);
  put('config.network.vnic.1.spec.password', stray);
  put('config.network.vswitch.1.spec.password', stray);
  put('config.option.0', { key: 'Net.Password', value: option });
  return entries;
}

/** The same with secrets of a wrong type or in a wrong place, where a schema would quote what it found. */
function spoiled() {
  const adapter = 'config.storageDevice.hostBusAdapter.0';
  return edit(
    edit(host(), `${adapter}.authenticationProperties`, own),
    `${adapter}.configuredSendTarget.0.authenticationProperties.chapName`,
    [mutual],
  );
}

const inputs = {
  'pretty.json': native(host()),
  'line.json': native(host(), { oneLine: true }),
  'collect.json': govcCollect(host()),
  'collect-line.json': govcCollect(host(), { oneLine: true }),
  'views.json': powerCli(host()),
  'spoiled.json': native(spoiled()),
  'spoiled-line.json': native(spoiled(), { oneLine: true }),
  'cut.json': native(host()).slice(0, native(host()).indexOf(own) + own.length - 2),
  'no-json.json': `{"chapSecret": "${own}", oops "${mutual}"}`,
  'other.json': JSON.stringify({ chapSecret: own, mutualChapSecret: mutual, password: stray }),
  'text.txt': `chapSecret ${own}`,
};

describe('secrets of an export are in no output', () => {
  const folder = folderOf(inputs);

  it.each(Object.keys(inputs).flatMap((name) => ['pretty', 'json', 'sarif'].map((format) => [name, format] as const)))(
    '%s as %s',
    (name, format) => {
      const { stdout, stderr } = vlint(['scan', name, '--format', format, '--verdicts', 'all', '--stats'], {
        cwd: folder,
        env: { FORCE_COLOR: format === 'pretty' ? '1' : '0' },
      });
      expect(stdout.length).toBeGreaterThan(0);
      const shown = [own.slice(0, -2), ...secrets].filter((secret) => stdout.includes(secret) || stderr.includes(secret));
      expect(shown).toEqual([]);
      // The secrets are near enough to be shown: the findings stand in the same objects and on the same line.
      if (/^(pretty|line)\./.test(name)) expect(stdout).toContain('mtu-vmk-exceeds-vswitch');
    },
  );

  it.each(Object.keys(inputs))('%s under doctor', (name) => {
    const { stdout, stderr } = vlint(['doctor', name], { cwd: folder });
    expect([own.slice(0, -2), ...secrets].filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
  });
});
