/** Whether a JSON document is a plan or a state of Terraform (or OpenTofu): `show -json`, or a terraform.tfstate. */
export function isTerraform(head: string): boolean {
  return (
    /^\s*\{/.test(head) &&
    /"terraform_version"\s*:\s*"/.test(head) &&
    /"(format_version|planned_values|values)"\s*:|"version"\s*:\s*4\b/.test(head) &&
    !/"vlint"\s*:\s*"export/.test(head)
  );
}
