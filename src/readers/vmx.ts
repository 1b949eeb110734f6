import type { ByteFormat } from './format.ts';
import { type Told, VmBuilder } from './virtual-machine.ts';
import { addDevices } from './vmx/devices.ts';
import { guestIdOf } from './vmx/guests.ts';
import { type Setting, Settings } from './vmx/settings.ts';

/** Settings that every .vmx file has, and devices, for a part of one. */
const SIGNS =
  /^\s*(?:\.encoding|config\.version|virtualHW\.version|guestOS|displayName|(?:scsi|sata|nvme|ide)\d+(?::\d+)?\.\w+|ethernet\d+\.\w+)[ \t]*=[ \t]*"/im;
/** Larger files are no configuration of a VM. Bytes. */
const LONGEST = 8 * 1024 * 1024;
const MAX_FAULTS = 20;

/** The configuration file of a VM (.vmx, .vmtx). */
export const vmx: ByteFormat = {
  name: 'VM configuration file',
  sniff: (head) => {
    const first = head.split(/\r?\n/).find((line) => !/^\s*(#.*)?$/.test(line)) ?? '';
    return /^\s*[\w.:-]+[ \t]*=/.test(first) && SIGNS.test(head);
  },
  readBytes({ input, name }, sink) {
    const bytes = new Uint8Array(Math.min(input.size, LONGEST));
    const text = decoded(bytes.subarray(0, input.read(bytes, 0, 0)));
    const lines = text.split(/\r?\n/);
    const settings = new Settings(lines);
    settings.faults.forEach((fault, index) => {
      const rest = settings.faults.length - index;
      if (index > MAX_FAULTS) return;
      sink.problem({
        ruleId: 'input-format',
        level: 'warning',
        line: fault.line,
        column: fault.column,
        message: index === MAX_FAULTS ? `${rest} more lines could not be read.` : fault.message,
        instead: 'the .vmx file as it is on the datastore',
      });
    });
    if (input.size > LONGEST) {
      sink.problem({
        ruleId: 'input-truncated',
        level: 'warning',
        line: lines.length,
        message: `This VM configuration file has more than ${LONGEST / 1024 / 1024} MiB; the rest was not read.`,
        instead: 'the .vmx file as it is on the datastore',
      });
    }
    const stem = (name.split(/[\\/]/).at(-1) ?? '').replace(/\.\w+$/, '');
    const displayed = settings.get('displayName');
    const vmName = displayed?.value ?? stem;
    const first = { line: 1, column: 1, endColumn: 2 };
    const vm = new VmBuilder(first);
    vm.name(displayed ?? { value: stem, span: first });
    vm.setting(
      'version',
      mapped(settings.get('virtualHW.version'), (value) => (/^\d+$/.test(value) ? `vmx-${value.padStart(2, '0')}` : undefined)),
    );
    vm.setting('guestId', mapped(settings.get('guestOS'), guestIdOf));
    vm.setting('uuid', mapped(settings.get('uuid.bios'), uuid));
    vm.setting('instanceUuid', mapped(settings.get('vc.uuid'), uuid));
    vm.setting(
      'firmware',
      mapped(settings.get('firmware'), (value) => value.toLowerCase()),
    );
    vm.setting(
      'memoryReservationLockedToMax',
      mapped(settings.get('sched.mem.pin'), () => settings.flag('sched.mem.pin')),
    );
    if (/\.vmt?x$/i.test(name)) vm.setting('template', { value: /\.vmtx$/i.test(name), span: first });
    vm.hardwareSetting('numCPU', mapped(settings.get('numvcpus'), count));
    vm.hardwareSetting('memoryMB', mapped(settings.get('memSize'), count));
    addDevices(vm, settings, vmName);
    sink.object({ type: 'VirtualMachine' }, vm.end(1, lines));
  },
};

/** A setting in the words of the API; nothing where it has none for it. */
function mapped(setting: Setting | undefined, map: (value: string) => unknown): Told | undefined {
  const value = setting && map(setting.value);
  return setting === undefined || value === undefined ? undefined : { value, span: setting.span };
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** "42 17 3c 1e 9c 4d a6 0f-7b 12 …" as the API writes it. */
function uuid(value: string): string | undefined {
  const digits = value.replace(/[\s-]/g, '').toLowerCase();
  const [, a, b, c, d, e] = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(digits) ?? [];
  return a === undefined ? undefined : `${a}-${b}-${c}-${d}-${e}`;
}

/** The text in the encoding that the file itself names; UTF-8 when it names none that is known. */
function decoded(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const label = /^\s*\.encoding[ \t]*=[ \t]*"([\w.:-]+)"/im.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}
