/** "10 Gb/s", "1000Mb/s", "40Gb/s" in Mb/s; nothing for "auto-speed". */
export function speedOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([MG])b(?:ps|\/s|it\/s)?$/i.exec(text.trim());
  return match === null ? undefined : Number(match[1]) * (match[2]?.toUpperCase() === 'G' ? 1000 : 1);
}

/** Whether pause frames are used; nothing where the port only wishes so ("desired"). */
export function pauseOf(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'on') return true;
  return word === 'off' || word === 'unsupported' ? false : undefined;
}

/** "full", "Full-duplex", "duplexFull", "a-full"; nothing for "auto". */
export function fullDuplexOf(text: string): boolean | undefined {
  if (/full/i.test(text)) return true;
  return /half/i.test(text) ? false : undefined;
}

/** How the port runs: "access", "trunk" or "routed"; "static access" is access, "fabric path" and "down" are none of them. */
export function modeOf(text: string): 'access' | 'trunk' | 'routed' | undefined {
  const word = text.trim().toLowerCase();
  if (/^(static )?access$|^access \(/.test(word)) return 'access';
  if (/^trunk\b/.test(word)) return 'trunk';
  return /^routed$/.test(word) ? 'routed' : undefined;
}

/** The NIC of an ESXi host in what it announces: CDP has it as the port, LLDP as chassis or in the description of the port. */
export function nicOf(...texts: readonly (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const nic = /^"?(vmnic\d+)"?$|\b(vmnic\d+)\b/i.exec(text ?? '');
    if (nic !== null) return nic[1] ?? nic[2];
  }
  return undefined;
}

/** A MAC address in any spelling; nothing for what is none. */
export function macOf(text: string | undefined): string | undefined {
  const bare = text?.replace(/"/g, '').trim() ?? '';
  return /^[0-9a-f]{12}$/i.test(bare.replace(/[.:-]/g, '')) ? bare : undefined;
}

/** "port-channel10", "Po10" of "Member of Port-Channel10"; a bare number is one as well. */
export function channelOf(text: string): string | undefined {
  const match = /(?:port-?channel|po)\s*(\d+)/i.exec(text) ?? /^(\d+)$/.exec(text.trim());
  return match === null ? undefined : `port-channel${match[1]}`;
}
