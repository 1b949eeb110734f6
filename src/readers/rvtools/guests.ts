/** Guest operating systems by the name that clients print, without "(64-bit)" and "Microsoft": the id for 32 bits, and that for 64. */
const GUESTS: ReadonlyMap<string, readonly [bits32: string | undefined, bits64: string | undefined]> = new Map([
  ['windows server 2008', ['winLonghornGuest', 'winLonghorn64Guest']],
  ['windows server 2008 r2', [undefined, 'windows7Server64Guest']],
  ['windows server 2012', [undefined, 'windows8Server64Guest']],
  ['windows server 2016', [undefined, 'windows9Server64Guest']],
  ['windows server 2016 or later', [undefined, 'windows9Server64Guest']],
  ['windows server 2019', [undefined, 'windows2019srv_64Guest']],
  ['windows server 2022', [undefined, 'windows2019srvNext_64Guest']],
  ['windows server 2025', [undefined, 'windows2022srvNext_64Guest']],
  ['windows server 2003 standard', ['winNetStandardGuest', 'winNetStandard64Guest']],
  ['windows server 2003', ['winNetEnterpriseGuest', 'winNetEnterprise64Guest']],
  ['windows server 2003 datacenter', ['winNetDatacenterGuest', 'winNetDatacenter64Guest']],
  ['windows xp professional', ['winXPProGuest', 'winXPPro64Guest']],
  ['windows 7', ['windows7Guest', 'windows7_64Guest']],
  ['windows 8.x', ['windows8Guest', 'windows8_64Guest']],
  ['windows 8', ['windows8Guest', 'windows8_64Guest']],
  ['windows 10', ['windows9Guest', 'windows9_64Guest']],
  ['windows 11', [undefined, 'windows11_64Guest']],
  ['ubuntu linux', ['ubuntuGuest', 'ubuntu64Guest']],
  ['other 2.6.x linux', ['other26xLinuxGuest', 'other26xLinux64Guest']],
  ['other 3.x linux', ['other3xLinuxGuest', 'other3xLinux64Guest']],
  ['other 3.x or later linux', ['other3xLinuxGuest', 'other3xLinux64Guest']],
  ['other 4.x linux', ['other4xLinuxGuest', 'other4xLinux64Guest']],
  ['other 4.x or later linux', ['other4xLinuxGuest', 'other4xLinux64Guest']],
  ['other 5.x linux', ['other5xLinuxGuest', 'other5xLinux64Guest']],
  ['other 5.x or later linux', ['other5xLinuxGuest', 'other5xLinux64Guest']],
  ['other linux', ['otherLinuxGuest', 'otherLinux64Guest']],
  ['other', ['otherGuest', 'otherGuest64']],
  ['vmware photon os', [undefined, 'vmwarePhoton64Guest']],
  ['suse linux enterprise 10', ['sles10Guest', 'sles10_64Guest']],
  ['suse linux enterprise 11', ['sles11Guest', 'sles11_64Guest']],
  ['centos 4/5', ['centosGuest', 'centos64Guest']],
  ['centos 4/5 or later', ['centosGuest', 'centos64Guest']],
  ['centos 6', ['centos6Guest', 'centos6_64Guest']],
  ['oracle linux 4/5', ['oracleLinuxGuest', 'oracleLinux64Guest']],
  ['oracle linux 4/5 or later', ['oracleLinuxGuest', 'oracleLinux64Guest']],
  ['oracle linux 6', ['oracleLinux6Guest', 'oracleLinux6_64Guest']],
  ['amazon linux 2', [undefined, 'amazonlinux2_64Guest']],
  ['amazon linux 3', [undefined, 'amazonlinux3_64Guest']],
  ['almalinux', [undefined, 'almalinux_64Guest']],
  ['rocky linux', [undefined, 'rockylinux_64Guest']],
]);

/** Families that are numbered: the stem of the id. */
const NUMBERED: readonly (readonly [RegExp, string])[] = [
  [/^red hat enterprise linux (\d{1,2})$/, 'rhel'],
  [/^centos (\d{1,2})$/, 'centos'],
  [/^oracle linux (\d{1,2})$/, 'oracleLinux'],
  [/^debian gnu\/linux (\d{1,2})$/, 'debian'],
  [/^suse linux enterprise (\d{2})$/, 'sles'],
  [/^freebsd (\d{2})$/, 'freebsd'],
];

/** The id of a guest by its printed name; nothing for a name that may stand for several, or is not known. */
export function guestIdOf(name: string): string | undefined {
  const is64 = /\(64[- ]bit\)/i.test(name);
  const bare = name
    .replace(/\((?:32|64)[- ]bit\)/i, '')
    .replace(/^Microsoft\s+/i, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
  const ids = GUESTS.get(bare);
  if (ids !== undefined) return ids[is64 ? 1 : 0];
  for (const [pattern, stem] of NUMBERED) {
    const number = pattern.exec(bare)?.[1];
    if (number !== undefined) return `${stem}${number}${is64 ? '_64Guest' : 'Guest'}`;
  }
  return undefined;
}
