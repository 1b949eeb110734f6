import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isExport, SNIFFED } from '../../src/readers/sniff.ts';
import { esxcliText, esxcliXml } from '../build/esxcli-formats.ts';
import { bytesOf, type EsxcliEntry, esxcliSet, goodHost, native } from '../build/index.ts';
import { deflatedZip } from '../build/shapes/deflated-zip.ts';
import { csv, WRITERS, workbook } from '../build/shapes/workbook.ts';
import { folderOf } from '../e2e/run.ts';
import { tabs } from './rvtools.estate.ts';

const text = native(goodHost(1));
const nics = (esxcliSet(goodHost(1)) as EsxcliEntry[]).find(({ command }) => command === 'network nic list') as EsxcliEntry;

async function told(name: string, content: string | Uint8Array): Promise<boolean> {
  const path = join(folderOf({ [name]: content }), name);
  return isExport(path, readFileSync(path).subarray(0, SNIFFED));
}

describe('files of a folder that are exports', () => {
  it.each([
    ['export', text],
    ['utf16.json', bytesOf(text, 'utf16le')],
    ['bom.json', bytesOf(text, 'utf8-bom')],
    ['esx01_iscsi_software_get.json', 'true'],
    ['esx01_network_nic_list.txt', esxcliText(nics)],
    ['nics', esxcliText(nics)],
    ['nics.dat', esxcliXml(nics)],
    ['web01', 'config.version = "8"\nscsi0:0.fileName = "web01.vmdk"\n'],
    ['RVTools_tabvHost.csv', csv(tabs.vHost ?? [])],
    ['hosts.data', bytesOf(csv(tabs.vHost ?? [], ';', true), 'utf16le')],
    ['rv.xlsx', workbook(tabs, WRITERS.RVTools)],
    ['rv', workbook(tabs, WRITERS.LibreOffice)],
  ])('%s', async (name, content) => {
    expect(await told(name, content)).toBe(true);
  });
});

describe('other files of a folder', () => {
  it.each([
    ['README.md', '# How the export was made\n\n    esxcli network nic list\n'],
    ['collect.sh', '#!/bin/sh\nesxcli network nic list > nics.txt\n'],
    ['facts.yaml', 'vms:\n  - name: sql01\n'],
    ['notes.txt', 'ask the network team\n'],
    ['empty', ''],
    ['photo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['budget.xlsx', workbook({ Budget: [['Item', 'Price']] })],
    ['letter.docx', deflatedZip([{ name: 'word/document.xml', content: '<x />' }])],
    ['half.xlsx', workbook(tabs).subarray(0, 3000)],
    ['prices.csv', 'Item;Price\r\nswitch;100\r\n'],
  ])('%s', async (name, content) => {
    expect(await told(name, content)).toBe(false);
  });
});
