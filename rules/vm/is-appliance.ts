import type { Known, Vm } from 'vlint';

/** What facts.yaml says when it calls a VM a vendor's appliance, whose hardware and tools are the vendor's to choose. */
export function applianceRole({ site, name }: Vm): Known<string> | undefined {
  return site.vm(name).roles.find((role) => role.value.endsWith('appliance'));
}
