/// Why a listener can't begin, in one line for whoever starts it.
public enum ListenerFault: Error, Hashable, Sendable, CustomStringConvertible {
  case address(String)
  case name(String)
  case certificate(path: String, reason: String)
  case key(path: String, reason: String)
  /// Each can be read, and they are not a pair.
  case mismatch(certificate: String, key: String)
  case bind(address: String, reason: String)

  public var description: String {
    switch self {
    case .address(let text): "\(text): no address with a port, as 127.0.0.1:8443 or [::1]:8443"
    case .name(let text): "\(text): no name of a host, and no address"
    case .certificate(let path, let reason): "\(path): no certificate in PEM: \(reason)"
    case .key(let path, let reason): "\(path): no private key in PEM: \(reason)"
    case .mismatch(let certificate, let key): "\(key): not the key of the certificate in \(certificate)"
    case .bind(let address, let reason): "\(address): can't listen there: \(reason)"
    }
  }
}
