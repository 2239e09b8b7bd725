public import Vocabulary

/// Names of makers from the IEEE registry, for the prefixes that an inventory asked for.
///
/// The registry assigns blocks of 24 (MA-L), 28 (MA-M) and 36 bits (MA-S, IAB); the longest that fits
/// decides.
public struct VendorNames: Sendable {
  /// One block of the registry.
  public struct Block: Sendable {
    /// The assignment's bits, right-aligned.
    public let prefix: UInt64
    /// 24, 28 or 36.
    public let bits: Int
    public let name: String

    public init(prefix: UInt64, bits: Int, name: String) {
      self.prefix = prefix
      self.bits = bits
      self.name = name
    }
  }

  private let blocks: [UInt64: String]

  /// No registry: no name.
  public static let none = VendorNames([])

  /// Of two blocks with one prefix the first stands.
  public init(_ blocks: [Block]) {
    var names: [UInt64: String] = [:]
    for block in blocks where names[Self.key(block.prefix, bits: block.bits)] == nil {
      names[Self.key(block.prefix, bits: block.bits)] = block.name
    }
    self.blocks = names
  }

  public var count: Int { blocks.count }

  public func name(of mac: MACAddress) -> String? {
    guard mac.isUniversal else { return nil }
    for bits in [36, 28, 24] {
      if let name = blocks[Self.key(mac.rawValue >> UInt64(48 - bits), bits: bits)] { return name }
    }
    return nil
  }

  private static func key(_ prefix: UInt64, bits: Int) -> UInt64 {
    prefix << 8 | UInt64(truncatingIfNeeded: bits & 0xFF)
  }
}

extension Inventory {
  /// The first 36 bits of every universal hardware address, sorted, each once: what a registry is asked for.
  ///
  /// A block of 24 or 28 bits is wanted where one of these begins with it.
  public func organisationsWanted(_ endpoints: EndpointTable) -> [UInt64] {
    var wanted: [UInt64] = []
    for number in 0..<endpoints.count {
      let endpoint = endpoints[EndpointID(rawValue: UInt32(truncatingIfNeeded: number))]
      if let mac = endpoint.address.mac, mac.isUniversal { wanted.append(mac.rawValue >> 12) }
    }
    wanted.sort()
    var unique: [UInt64] = []
    for prefix in wanted where unique.last != prefix { unique.append(prefix) }
    return unique
  }
}
