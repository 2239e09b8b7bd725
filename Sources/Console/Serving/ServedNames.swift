import NIOCore
public import Vocabulary

/// What a listener can be reached by: what its certificate is for.
public struct ServedNames: Hashable, Sendable {
  /// As DNS has them.
  public let names: [String]
  public let addresses: [HostAddress]

  /// - Parameters:
  ///   - given: names and addresses that people use, as they wrote them
  ///   - machine: the machine's own name
  public init(given: [String], machine: String, at listening: ListenAddress) throws(ListenerFault) {
    var names: [String] = []
    var addresses = Self.addresses(of: listening)
    for text in given + [machine, "localhost"] {
      if let address = HostAddress(text), address.kind != .mac {
        addresses.append(address)
      } else if Self.isName(text) {
        names.append(text.lowercased())
      } else if given.contains(text) {
        throw .name(text)
      }
    }
    self.names = Self.once(names)
    self.addresses = Self.once(addresses)
  }

  /// 4 or 16 octets each, as certificates have them.
  public var addressOctets: [[UInt8]] { addresses.map(\.octets) }

  /// Where it listens at all addresses, those that the machine has now.
  private static func addresses(of listening: ListenAddress) -> [HostAddress] {
    guard listening.address.scope == .unspecified else { return [listening.address] }
    return ((try? System.enumerateDevices()) ?? []).compactMap { device in
      device.address?.ipAddress.flatMap { HostAddress(OwnNetwork.plain($0)) }
    }
  }

  /// Source: RFC 1123, section 2.1.
  private static func isName(_ text: String) -> Bool {
    (1...253).contains(text.utf8.count)
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy {
            $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
          }
      }
  }

  private static func once<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }
}
