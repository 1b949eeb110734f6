import type { JsonCursor } from '../derived.ts';
import { profileHost, stemOf } from '../desired/profile-host.ts';
import { HostRows } from '../host-rows.ts';
import type { JsonFormat } from '../json-format.ts';
import { handMachine } from './machine.ts';
import { addDvs, addSwitches, addVnic, type OnHost } from './network.ts';
import { type Resource, readBefore, resourcesOf } from './resources.ts';

/**
 * Plans and states of the vsphere provider. What it describes is judged as hosts and VMs of its own, whatever the real ones are like:
 * the provider knows neither port binding nor multipathing, and a value that only the apply will tell is unknown.
 */
export const terraform: JsonFormat = {
  name: 'Terraform plan',
  read(document, file, sink) {
    const resources = resourcesOf(document);
    const managed = resources.filter(({ isData }) => !isData);
    const ours = managed.filter(({ type }) => READ.has(type));
    if (ours.length === 0) {
      sink.problem(
        {
          ruleId: 'input-format',
          level: 'warning',
          message: 'Neither this plan nor this state of Terraform has a resource of the vsphere provider that vlint reads.',
          instead:
            'the output of `terraform show -json` for a plan with switches, port groups, VMkernel adapters or virtual machines',
        },
        document,
      );
      return;
    }
    const title = `${document.get('planned_values').present ? 'plan' : 'state'} ${stemOf(file)}`;
    const names = namesOf([...resources, ...readBefore(document)]);
    const met = new Set<string>();
    const hostOf = (id: JsonCursor): string => {
      const name = id.text === undefined ? title : `${title}: ${names.get(id.text) ?? id.text}`;
      if (!met.has(name)) profileHost(title, name, id.present ? id : document, sink);
      met.add(name);
      return name;
    };
    const on = (type: string, key: string): readonly OnHost[] =>
      ours.filter((item) => item.type === type).map(({ values }) => ({ host: hostOf(values.get(key)), values }));
    const rows = new HostRows();
    addSwitches(on('vsphere_host_virtual_switch', 'host_system_id'), on('vsphere_host_port_group', 'host_system_id'), rows);
    for (const vnic of on('vsphere_vnic', 'host')) addVnic(vnic, rows);
    for (const { type, values } of ours) if (type === 'vsphere_distributed_virtual_switch') addDvs(values, hostOf, rows);
    rows.hand(sink);
    for (const { type, address, values } of ours)
      if (type === 'vsphere_virtual_machine') handMachine(title, address, values, sink);
  },
};

const READ: ReadonlySet<string> = new Set([
  'vsphere_host_virtual_switch',
  'vsphere_host_port_group',
  'vsphere_vnic',
  'vsphere_distributed_virtual_switch',
  'vsphere_virtual_machine',
]);

/** Names of hosts by their references. */
function namesOf(resources: readonly Resource[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ type, values }) => {
      const [id, name] = [values.get('id').text, values.get('name').text ?? values.get('hostname').text];
      return type === 'vsphere_host' && id !== undefined && name !== undefined ? [[id, name] as const] : [];
    }),
  );
}
