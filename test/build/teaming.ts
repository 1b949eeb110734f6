import type { PortGroupDescription } from './host-description.ts';
import type { JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import type { PortGroupPlan, Security, Teaming, VswitchPlan } from './plan.ts';

/** HostNetworkPolicy of a standard switch. */
export function switchPolicy(vswitch: VswitchPlan): JsonObject {
  return wholePolicy(vswitch.teaming, vswitch.security);
}

/** `computedPolicy` of a port group: what holds after inheritance. */
export function computedPolicy(group: PortGroupPlan): JsonObject {
  return wholePolicy(group.teaming, group.security);
}

/** `spec.policy` of a port group: only what it overrides; an unset member is inherited. */
export function overridePolicy(override: PortGroupDescription): JsonObject {
  const order = override.active !== undefined || override.standby !== undefined;
  return {
    security: members({
      allowPromiscuous: override.promiscuous,
      macChanges: override.macChanges,
      forgedTransmits: override.forgedTransmits,
    }),
    nicTeaming: members({
      policy: override.policy,
      notifySwitches: override.notify,
      rollingOrder: override.rolling,
      failureCriteria: members({ checkBeacon: override.beacon }),
      nicOrder: order ? nicOrder(override.active ?? [], override.standby ?? []) : undefined,
    }),
    offloadPolicy: {},
    shapingPolicy: {},
  };
}

function wholePolicy(teaming: Teaming, security: Security): JsonObject {
  return {
    security: {
      allowPromiscuous: security.promiscuous,
      macChanges: security.macChanges,
      forgedTransmits: security.forgedTransmits,
    },
    nicTeaming: {
      policy: teaming.policy,
      reversePolicy: true,
      notifySwitches: teaming.notify,
      rollingOrder: teaming.rolling,
      failureCriteria: {
        checkSpeed: 'minimum',
        speed: 10,
        checkDuplex: false,
        fullDuplex: false,
        checkErrorPercent: false,
        checkBeacon: teaming.beacon,
      },
      nicOrder: nicOrder(teaming.active, teaming.standby),
    },
    offloadPolicy: { csumOffload: true, tcpSegmentation: true, zeroCopyXmit: true },
    shapingPolicy: { enabled: false },
  };
}

function nicOrder(active: readonly string[], standby: readonly string[]): JsonObject {
  return members({ activeNic: filled(active), standbyNic: filled(standby) });
}
