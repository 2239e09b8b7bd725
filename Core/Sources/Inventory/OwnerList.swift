public import Vocabulary

/// What is wrong with a list that the owner gave, in the owner's words.
public struct OwnerError: Error, Equatable, Sendable {
  /// From 1; 0 where the text has no lines.
  public let line: Int
  /// From 1, in characters; 0 for the whole line.
  public let column: Int
  public let message: String

  /// `line 3, column 7: …`.
  public var text: String {
    if line == 0 { return message }
    return column == 0 ? "line \(line): \(message)" : "line \(line), column \(column): \(message)"
  }
}

/// One device as its owner knows it; each of its fields may be missing.
public struct OwnedAsset: Equatable, Sendable {
  public var addresses: [HostAddress] = []
  public var vlan: UInt16?
  public var name: String?
  public var roles: [Role] = []
  public var level: Int?
  public var vendor: String?
  public var model: String?
  public var orderNumber: String?
  public var firmware: String?
  public var serial: String?
  public var location: String?

  public init() {}
}

/// The owner's list of devices (`--assets FILE`): comma- or semicolon-separated text with a header.
///
/// The header names the columns, in any order: `address` or `mac` (at least one of them), `vlan`, `name`,
/// `role` (several between slashes), `level`, `vendor`, `model`, `orderNumber`, `firmware`, `serial`,
/// `location`. Other columns are read over. Read by ``init(parsing:)``.
public struct OwnerList: Sendable {
  /// Devices that are read; a longer list is an error, not cut.
  public static let deviceLimit = 100_000

  public private(set) var assets: [OwnedAsset] = []
  private var numbers: [HostAddress: [Int]] = [:]

  /// The owner gave no list.
  public init() {}

  public var isEmpty: Bool { assets.isEmpty }

  mutating func append(_ asset: OwnedAsset) {
    for address in asset.addresses { numbers[address, default: []].append(assets.count) }
    assets.append(asset)
  }

  /// The row that names this address, the first one where several do.
  func find(_ endpoint: Endpoint) -> Int? {
    guard let candidates = numbers[endpoint.address] else { return nil }
    return candidates.first { assets[$0].vlan == nil || assets[$0].vlan == endpoint.vlan }
  }
}
