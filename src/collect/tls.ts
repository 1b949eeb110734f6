/** What a connection that failed means, by the code of its error. */
export function connectionFault(error: NodeJS.ErrnoException, { host, hostname }: URL): string {
  const { code = '', message } = error;
  const untrusted = UNTRUSTED.get(code);
  if (untrusted !== undefined) {
    return (
      `the certificate of ${host} ${untrusted}; give the certificate of its authority with --ca ` +
      `(vCenter offers it at https://${hostname}/certs/download.zip), or --insecure to take any (${code}),`
    );
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host ${hostname}, the name cannot be resolved,`;
    case 'ECONNREFUSED':
      return `${host} refuses the connection`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${host} cut the connection`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${host} cannot be reached (${code})`;
    case 'EPROTO':
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION':
      return `${host} speaks no TLS, or only a version that is no longer safe (--insecure takes TLS 1.0 too) (${code})`;
    default:
      return `the connection to ${host} failed (${code === '' ? message : code})`;
  }
}

const UNTRUSTED: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is signed by itself'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'comes from an authority that this system does not know'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'comes from an authority that this system does not know'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'comes from an authority that this system does not know'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'comes from an authority that this system does not know'],
  ['CERT_SIGNATURE_FAILURE', 'has a wrong signature'],
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['CERT_NOT_YET_VALID', 'is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another name'],
]);
