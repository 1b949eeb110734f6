import { COMMANDS, FIRST_COMMAND, PER_OBJECT, type PerObject } from './esxcli-commands.ts';
import { KINDS, type Kind } from './wanted.ts';

/** A PowerShell script that collects the same through PowerCLI, in the session that Connect-VIServer has opened. It only reads. */
export function powercliScript(version: string): string {
  return [
    `# Written by vlint collect --powercli (vlint ${version}). It reads, and changes nothing:`,
    '#   Connect-VIServer vcenter.example',
    '#   .\\collect.ps1 | Set-Content -Encoding utf8 export.json',
    '#Requires -Modules VMware.VimAutomation.Core',
    "$ErrorActionPreference = 'Stop'",
    `$kinds = @(\n${KINDS.map(kindText).join(',\n')}\n)`,
    `$commands = @(\n${[FIRST_COMMAND, ...COMMANDS].map((command) => `  '${command}'`).join(',\n')}\n)`,
    `$perObject = @(\n${PER_OBJECT.map(perObjectText).join(',\n')}\n)`,
    '',
    FUNCTIONS,
    MAIN,
  ].join('\n');
}

const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ');

function kindText({ type, paths }: Kind): string {
  return `  @{ Type = '${type}'; Paths = @(${quoted(paths)}) }`;
}

function perObjectText({ list, column, only, option, argument, commands }: PerObject): string {
  const choice = only === undefined ? '' : ` Only = '${only.column}'; Value = '${only.value}';`;
  return `  @{ List = '${list}'; Column = '${column}';${choice} Option = '${option}'; Argument = '${argument}'; Commands = @(${quoted(commands)}) }`;
}

const FUNCTIONS = `# Objects of the API as ordered tables with their type, enumerations as their names, no secrets.
function ConvertTo-Plain($value) {
  if ($null -eq $value) { return $null }
  if ($value -is [string] -or $value -is [bool]) { return $value }
  if ($value -is [enum]) { return $value.ToString() }
  if ($value -is [datetime]) { return $value.ToUniversalTime().ToString('o') }
  if ($value -is [ValueType]) { return $value }
  if ($value -is [System.Collections.IEnumerable]) { return , @(foreach ($item in $value) { ConvertTo-Plain $item }) }
  $isVim = $value.GetType().FullName -like 'VMware.Vim.*'
  $plain = [ordered]@{}
  if ($isVim -and $value -isnot [VMware.Vim.ManagedObjectReference]) { $plain['_typeName'] = $value.GetType().Name }
  foreach ($property in $value.PSObject.Properties) {
    if ($property.MemberType -notin 'Property', 'NoteProperty') { continue }
    if ($property.Name -match 'Secret$|Password$|^(ChapName|MutualChapName|LinkedView|DynamicType|DynamicProperty)$') { continue }
    if ($null -ne $property.Value) { $plain[$property.Name] = ConvertTo-Plain $property.Value }
  }
  return $plain
}

function Get-Path($view, $path) {
  $value = $view
  foreach ($name in $path.Split('.')) { if ($null -ne $value) { $value = $value.$name } }
  return , $value
}

function Get-Answer($esxcli, $command, $arguments) {
  $node = $esxcli
  foreach ($word in $command.Split(' ')) { $node = $node.$word }
  if ($null -eq $arguments) { return , $node.Invoke() }
  return , $node.Invoke($arguments)
}

function New-EsxcliEntry($hostName, $command, $answer) {
  return [ordered]@{ source = 'esxcli'; host = $hostName; command = $command; output = ConvertTo-Plain $answer }
}

# Column names are those of esxcli without blanks.
function Select-Names($rows, $list) {
  foreach ($row in $rows) {
    if ($list.Only -and $row.($list.Only) -ne $list.Value) { continue }
    if ($row.($list.Column)) { $row.($list.Column) }
  }
}

function Get-EsxcliEntries($hostName, $esxcli) {
  $rows = @{}
  foreach ($command in $commands) {
    try {
      $rows[$command] = Get-Answer $esxcli $command
      New-EsxcliEntry $hostName $command $rows[$command]
    } catch { Write-Warning "no answer of $hostName : esxcli $command" }
  }
  foreach ($list in $perObject) {
    foreach ($name in @(Select-Names $rows[$list.List] $list | Select-Object -Unique)) {
      foreach ($command in $list.Commands) {
        $quote = if ($name.Contains('"')) { "'" } else { '"' }
        try {
          New-EsxcliEntry $hostName "$command -$($list.Option) $quote$name$quote" (Get-Answer $esxcli $command @{ $list.Argument = $name })
        } catch { Write-Warning "no answer of $hostName : esxcli $command $name" }
      }
    }
  }
}

function Get-MethodEntries($view) {
  $object = [ordered]@{ type = 'HostSystem'; value = $view.MoRef.Value }
  try {
    $adapters = @($view.Config.StorageDevice.HostBusAdapter | Where-Object { $_ -is [VMware.Vim.HostInternetScsiHba] })
    if ($adapters) { $iscsi = Get-View $view.ConfigManager.IscsiManager }
    foreach ($adapter in $adapters) {
      $result = ConvertTo-Plain $iscsi.QueryBoundVnics($adapter.Device)
      [ordered]@{ source = 'vim'; object = $object; method = 'QueryBoundVnics'; argument = $adapter.Device; result = @($result | Where-Object { $_ }) }
    }
  } catch { Write-Warning "no port bindings of $($view.Name): $($_.Exception.Message)" }
  try {
    $network = Get-View $view.ConfigManager.NetworkSystem
    $result = ConvertTo-Plain $network.QueryNetworkHint($null)
    [ordered]@{ source = 'vim'; object = $object; method = 'QueryNetworkHint'; result = @($result | Where-Object { $_ }) }
  } catch { Write-Warning "no CDP or LLDP of $($view.Name): $($_.Exception.Message)" }
}
`;

const MAIN = `$entries = @(foreach ($kind in $kinds) {
  $paths = $kind.Paths
  if ($kind.Type -eq 'HostSystem') { $paths += 'configManager.iscsiManager', 'configManager.networkSystem' }
  foreach ($view in @(Get-View -ViewType $kind.Type -Property $paths)) {
    $properties = [ordered]@{}
    foreach ($path in $kind.Paths) {
      $value = Get-Path $view $path
      if ($null -ne $value) { $properties[$path] = ConvertTo-Plain $value }
    }
    [ordered]@{ source = 'vim'; object = [ordered]@{ type = $view.MoRef.Type; value = $view.MoRef.Value }; properties = $properties }
    if ($kind.Type -ne 'HostSystem' -or $view.Runtime.ConnectionState -ne 'connected') { continue }
    Get-MethodEntries $view
    try {
      Get-EsxcliEntries $view.Name (Get-EsxCli -VMHost (Get-VIObjectByVIView -VIView $view) -V2)
    } catch { Write-Warning "no esxcli of $($view.Name): $($_.Exception.Message)" }
  }
})
[ordered]@{ vlint = 'export/1'; collected = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ'); entries = $entries } |
  ConvertTo-Json -Depth 20 -Compress
`;
