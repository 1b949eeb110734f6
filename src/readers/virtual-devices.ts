/** How vCenter numbers disk controllers and their disks: first keys, and places on a bus. */
const BUSES = {
  ide: { label: 'IDE', controller: 200, disk: 3000, width: 2 },
  scsi: { label: 'SCSI controller', controller: 1000, disk: 2000, width: 16 },
  sata: { label: 'SATA controller', controller: 15_000, disk: 16_000, width: 30 },
  nvme: { label: 'NVME controller', controller: 31_000, disk: 32_000, width: 15 },
} as const;

export type Bus = keyof typeof BUSES;

export function controllerKey(bus: Bus, number: number): number {
  return BUSES[bus].controller + number;
}

export function controllerLabel(bus: Bus, number: number): string {
  return `${BUSES[bus].label} ${number}`;
}

export function diskKey(bus: Bus, number: number, unit: number): number {
  const { disk, width } = BUSES[bus];
  return disk + width * number + unit;
}

export function nicKey(index: number): number {
  return 4000 + index;
}
