public import Inventory
public import Vocabulary

/// A machine or a person as a calendar names it.
public enum CalendarName: Equatable, Sendable {
  case anything
  case hardware(HostAddress)
  case network(Network)
  /// In lower case from A to Z.
  case name(String)

  /// `*`, an address, a network, a hardware address, or else a name.
  init(_ text: String) {
    if text == "*" {
      self = .anything
    } else if let network = Network(text) {
      self = .network(network)
    } else if let address = HostAddress(text) {
      self = .hardware(address)
    } else {
      self = .name(Self.lowercased(text))
    }
  }

  func names(_ party: CalendarParty) -> Bool {
    switch self {
    case .anything: true
    case .hardware(let address): party.addresses.contains(address)
    case .network(let network): party.addresses.contains { network.contains($0) }
    case .name(let name): party.names.contains { $0.utf8.elementsEqual(name.utf8) }
    }
  }

  static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

/// Somebody or something that a calendar is asked about: all by which it is known.
public struct CalendarParty: Equatable, Sendable {
  public let addresses: [HostAddress]
  let names: [String]

  public init(addresses: [HostAddress] = [], names: [String] = []) {
    self.addresses = addresses
    self.names = names.map(CalendarName.lowercased)
  }
}
