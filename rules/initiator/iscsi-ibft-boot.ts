import { defineRule, problem } from 'vlint';
import { says } from '../ledger.ts';

/** The port group that ESXi makes for its boot LUN. */
const BOOT_PORT_GROUP = 'iScsiBootPG';

export default defineRule({
  id: 'iscsi-ibft-boot',
  family: 'initiator',
  title: 'A host that boots over iSCSI (iBFT) has one path while it boots',
  rationale:
    'The firmware boots over one NIC and one portal. While the host runs, the boot LUN may have more paths; while it starts, a failure of that ' +
    'NIC, switch or controller keeps it down. The software iSCSI adapter cannot be switched off on such a host.',
  severity: 'note',
  sources: [
    says('S45', 'iBFT boot has no failover while the host boots; the software iSCSI adapter of such a host cannot be disabled.'),
  ],
  exceptions: { 'other-port-group': 'The adapter is on a port group that an administrator made.' },
  fix: {
    manual: ['Give the firmware a second boot portal or NIC where it takes one, and keep the boot adapter out of other changes.'],
  },
  each: (inventory) => inventory.vmks,
  *check({ host, name, portGroupName }) {
    if (!portGroupName.known) return yield portGroupName;
    if (portGroupName.value !== BOOT_PORT_GROUP) return;
    yield problem(
      portGroupName,
      `${host.name} boots over iSCSI: ${name} is on ${BOOT_PORT_GROUP}. There is no failover while it boots, and its software iSCSI adapter cannot be disabled.`,
      {
        manual: [
          `Enter a second boot portal or NIC in the firmware of ${host.name} where it takes one, and do not move ${name} to other uplinks.`,
        ],
      },
    );
  },
});
