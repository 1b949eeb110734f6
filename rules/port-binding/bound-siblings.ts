import { type Fact, Gap, type IscsiAdapter, type IscsiPort, portsOf, type Unknown } from 'vlint';

/** The ports bound to an adapter, and what is missing of those that could not be described. */
export interface BoundSiblings {
  readonly ports: readonly IscsiPort[];
  readonly missing: readonly Unknown[];
}

/** All ports that are bound to the adapter. */
export function boundTo(adapter: IscsiAdapter): BoundSiblings {
  const found = portsOf(adapter);
  return {
    ports: found.filter((port): port is IscsiPort => !(port instanceof Gap)),
    missing: found.flatMap((port) => (port instanceof Gap ? [port.missing] : [])),
  };
}

/** The other ports that are bound to the adapter of `port`. */
export function siblingsOf(port: IscsiPort): BoundSiblings {
  const { ports, missing } = boundTo(port.adapter);
  return { ports: ports.filter((other) => other.vmk.name !== port.vmk.name), missing };
}

/** The ports for which a question is answered with yes, and what is missing to answer it for others. */
export function askAll(siblings: BoundSiblings, question: (port: IscsiPort) => Fact<boolean>): BoundSiblings {
  const missing = [...siblings.missing];
  const ports = siblings.ports.filter((port) => {
    const answer = question(port);
    if (!answer.known) missing.push(answer);
    return answer.known && answer.value;
  });
  return { ports, missing };
}
