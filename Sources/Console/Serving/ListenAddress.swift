public import Vocabulary

/// Where a listener listens: an address of this machine and a port.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// As it was written, without brackets.
  public let host: String
  public let address: HostAddress
  /// 0 lets the system choose.
  public internal(set) var port: Int

  /// - Parameter text: `127.0.0.1:8443` or `[::1]:8443`; no name, so that what is bound to is what was meant
  public init(_ text: String) throws(ListenerFault) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
      text[text.index(after: colon)...].allSatisfy(\.isNumber)
    else { throw .address(text) }
    var host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed { host = host.dropFirst().dropLast() }
    guard let address = HostAddress(String(host)), address.kind == (isBracketed ? .ipv6 : .ipv4) else {
      throw .address(text)
    }
    (self.host, self.address, self.port) = (String(host), address, Int(port))
  }

  public var description: String { address.kind == .ipv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension HostAddress {
  /// 4 or 16 octets, as certificates have them.
  var octets: [UInt8] {
    func octets(_ word: UInt64) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
    return kind == .ipv4 ? Array(octets(low).suffix(4)) : octets(high) + octets(low)
  }
}
