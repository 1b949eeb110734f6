import { ArchiveError, isTar, tarMembers } from './archive/tar.ts';
import type { ByteFormat, Sink } from './format.ts';
import type { Input } from './input.ts';
import { addItems, configOf, Item } from './ovf/items.ts';
import { type Told, VmBuilder } from './virtual-machine.ts';
import { readXml, spanOfElement, type XmlElement, XmlError } from './xml.ts';

/** Larger descriptors are none. Bytes. */
const LONGEST = 32 * 1024 * 1024;

/** The descriptor of one or more VMs (.ovf). */
export const ovf: ByteFormat = {
  name: 'OVF descriptor',
  sniff: (head) =>
    /^\s*</.test(head) && /schemas\.dmtf\.org\/ovf\/envelope|www\.vmware\.com\/schema\/ovf\/\d+\/envelope/i.test(head),
  readBytes({ input }, sink) {
    readDescriptor(input, sink, undefined);
  },
};

/** A tar archive with an OVF descriptor and disks (.ova), of which only the descriptor is read. */
export const ova: ByteFormat = {
  name: 'OVA archive',
  sniff: isTar,
  readBytes({ input }, sink) {
    let found = 0;
    try {
      for (const { name, content } of tarMembers(input)) {
        if (!/\.ovf$/i.test(name)) continue;
        found += 1;
        readDescriptor(content, sink, name);
      }
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      sink.problem({
        ruleId: 'input-format',
        level: 'error',
        line: 1,
        message: `This archive is not whole: ${error.message}. What follows was not read.`,
        instead: 'the archive again, whole',
      });
      return;
    }
    if (found > 0) return;
    sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      message: 'This archive holds no OVF descriptor.',
      instead: 'an .ova file, or the files that are in the archive',
    });
  },
};

function readDescriptor(input: Input, sink: Sink, inside: string | undefined): void {
  const where = inside === undefined ? {} : { inside };
  const whose = inside === undefined ? 'This descriptor' : `The descriptor ${inside}`;
  if (input.size > LONGEST) {
    sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      ...where,
      message: `${whose} has more than ${LONGEST / 1024 / 1024} MiB.`,
      instead: 'an OVF descriptor as vSphere exports it',
    });
    return;
  }
  const bytes = new Uint8Array(input.size);
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, input.read(bytes, 0, 0)));
  const lines = text.split(/\r?\n/);
  let systems = 0;
  try {
    readXml(text, (root) => {
      for (const system of systemsOf(root)) {
        systems += 1;
        readSystem(root, system, lines, sink, inside);
      }
    });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: error.line,
      column: error.column,
      ...where,
      message: `The XML${inside === undefined ? '' : ` of ${inside}`} is not well-formed: ${error.message}. What follows was not read.`,
      instead: 'the descriptor again, whole',
    });
    return;
  }
  if (systems > 0) return;
  sink.problem({
    ruleId: 'input-format',
    level: 'error',
    line: 1,
    ...where,
    message: `${whose} describes no virtual machine.`,
    instead: 'a descriptor with a VirtualSystem',
  });
}

/** The virtual systems of a descriptor; collections of them may lie in each other. */
function systemsOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) =>
    child.name === 'VirtualSystem' ? [child] : child.name === 'VirtualSystemCollection' ? systemsOf(child) : [],
  );
}

function readSystem(
  root: XmlElement,
  system: XmlElement,
  lines: readonly string[],
  sink: Sink,
  inside: string | undefined,
): void {
  const { line, column } = system;
  const own = { line, column, endColumn: column + system.name.length + 1 };
  const id = system.attributes.get('id')?.value;
  const hardware = child(system, 'VirtualHardwareSection');
  const guest = child(system, 'OperatingSystemSection');
  const name = told(child(system, 'Name')) ?? { value: id ?? 'unnamed VM', span: own };
  const vm = new VmBuilder(own);
  vm.name(name);
  const osType = guest?.attributes.get('osType')?.value;
  if (guest !== undefined && osType !== undefined) vm.setting('guestId', { value: osType, span: spanOfElement(guest) });
  vm.setting('guestFullName', told(guest && child(guest, 'Description')));
  const type = told(child(hardware && child(hardware, 'System'), 'VirtualSystemType'));
  // A list of versions leaves the choice to whoever imports the VM.
  if (/^vmx-\d+$/.test(String(type?.value))) vm.setting('version', type);
  if (hardware !== undefined) {
    vm.setting('firmware', configOf(hardware, 'firmware'));
    vm.setting('memoryReservationLockedToMax', configOf(hardware, 'memoryReservationLockedToMax'));
    const items = hardware.children
      .filter((item) => ['Item', 'StorageItem', 'EthernetPortItem'].includes(item.name))
      .filter((item) => isDefault(item, defaultConfiguration(root)))
      .map((item) => new Item(item));
    addItems(vm, items, (resource) => fileOf(root, resource, String(name.value)));
  }
  sink.object({ type: 'VirtualMachine' }, vm.end(line, lines, inside));
}

/** A descriptor may offer several sizes of a VM; one of them is what an import takes unless somebody chooses. */
function defaultConfiguration(root: XmlElement): string | undefined {
  const choices = child(root, 'DeploymentOptionSection')?.children.filter(({ name }) => name === 'Configuration') ?? [];
  const chosen = choices.find(({ attributes }) => attributes.get('default')?.value === 'true') ?? choices[0];
  return chosen?.attributes.get('id')?.value;
}

function isDefault(item: XmlElement, configuration: string | undefined): boolean {
  const own = item.attributes.get('configuration')?.value;
  return own === undefined || configuration === undefined || own.split(/\s+/).includes(configuration);
}

/** "ovf:/disk/vmdisk1" -> the file of that disk. A disk without a file is made empty. */
function fileOf(root: XmlElement, resource: string, vmName: string): Told | undefined {
  const [, kind, id] = /\/(disk|file)\/([^/]+)$/.exec(resource) ?? [];
  const disk = kind === 'disk' ? byAttribute(child(root, 'DiskSection'), 'diskId', id) : undefined;
  const fileId = kind === 'file' ? id : disk?.attributes.get('fileRef')?.value;
  const file = byAttribute(child(root, 'References'), 'id', fileId);
  const href = file?.attributes.get('href')?.value;
  return file === undefined || href === undefined ? undefined : { value: `${vmName}/${href}`, span: spanOfElement(file) };
}

function byAttribute(parent: XmlElement | undefined, name: string, value: string | undefined): XmlElement | undefined {
  return value === undefined ? undefined : parent?.children.find(({ attributes }) => attributes.get(name)?.value === value);
}

function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((candidate) => candidate.name === name);
}

function told(element: XmlElement | undefined): Told | undefined {
  const value = element?.text.trim() ?? '';
  return element === undefined || value === '' ? undefined : { value, span: spanOfElement(element) };
}
