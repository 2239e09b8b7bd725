public import Vocabulary

/// One network by prefix: `10.1.0.0/16`, `fd00::/8`, or one address.
public struct Network: Equatable, Sendable {
  let address: HostAddress
  let bits: Int

  /// Reads `ADDRESS/BITS` or `ADDRESS`; nil where it is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let address = HostAddress(String(parts[0])), address.kind != .mac
    else {
      return nil
    }
    let width = address.kind == .ipv4 ? 32 : 128
    var bits = width
    if parts.count == 2 {
      guard parts[1].utf8.count <= 3, let given = Int(parts[1]), (0...width).contains(given) else {
        return nil
      }
      bits = given
    }
    self.address = address
    self.bits = bits
  }

  public func contains(_ other: HostAddress) -> Bool {
    guard other.kind == address.kind else { return false }
    if address.kind == .ipv4 {
      return bits == 0 || (address.low ^ other.low) >> UInt64(32 - bits) == 0
    }
    if bits == 0 { return true }
    if bits <= 64 { return (address.high ^ other.high) >> UInt64(64 - bits) == 0 }
    return address.high == other.high && (address.low ^ other.low) >> UInt64(128 - bits) == 0
  }
}

/// The networks of the plant floor as the owner names them (`--ot-networks`).
public struct NetworkList: Sendable {
  public private(set) var networks: [Network] = []

  /// No network named: nothing is known.
  public init() {}

  /// Reads networks between commas or blanks.
  public init(parsing text: String) throws(OwnerError) {
    for part in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\n" || $0 == "\t" }) {
      guard let network = Network(String(part)) else {
        throw OwnerError(
          line: 0, column: 0,
          message: "'\(part)' is no network: write an address and a prefix length, as in 192.168.10.0/24")
      }
      networks.append(network)
    }
  }

  public var isEmpty: Bool { networks.isEmpty }

  public func contains(_ address: HostAddress) -> Bool {
    networks.contains { $0.contains(address) }
  }
}
