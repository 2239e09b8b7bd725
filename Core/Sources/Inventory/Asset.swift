public import Vocabulary

/// A role and how sure the inventory is of it.
public struct RoleClaim: Equatable, Sendable {
  public let role: Role
  /// In hundredths, 1 to 100; 100 is the owner's word.
  public let confidence: UInt8

  public init(_ role: Role, confidence: UInt8) {
    self.role = role
    self.confidence = confidence
  }
}

/// What told one attribute of an asset.
public struct AttributeEvidence: Sendable {
  /// As the report names it: an ``IdentityAttribute``, or `mac`, `ipv4`, `ipv6`.
  public let attribute: String
  /// Text of the wire, not escaped.
  public let value: String
  /// The message in the field's words, `ieee-data` or `owner`.
  public let source: String
  /// nil where no packet told it but the owner.
  public let place: PacketPlace?

  public init(attribute: String, value: String, source: String, place: PacketPlace?) {
    self.attribute = attribute
    self.value = value
    self.source = source
    self.place = place
  }
}

/// One device: the union of endpoints that belong together, as the report shows it.
///
/// Made one at a time by ``AssetBook/forEachAsset(_:)``; texts of the wire are not escaped.
///
/// Source: contracts/inspect-report, "Asset".
public struct Asset: Sendable {
  public let id: String
  /// What belongs together in it, sorted by address and VLAN.
  public var endpoints: [Endpoint] = []
  /// Each sorted by number.
  public var macs: [MACAddress] = []
  public var ipv4: [HostAddress] = []
  public var ipv6: [HostAddress] = []
  public var vlans: [UInt16] = []
  public var hostnames: [String] = []
  public var vendor: String?
  public var model: String?
  public var orderNumber: String?
  public var firmware: String?
  public var hardware: String?
  public var serial: String?
  public var operatingSystem: String?
  /// The owner's words on it, nil where the owner gave none.
  public var location: String?
  /// Surest first, then by name.
  public var roles: [RoleClaim] = []
  /// Purdue level 0 to 5, nil where unknown.
  public var level: Int?
  /// Sorted by Wireshark's names.
  public var protocolsAsServer: [ProtocolName] = []
  public var protocolsAsClient: [ProtocolName] = []
  public var first: Timestamp
  public var last: Timestamp
  /// Sorted by attribute, value, source.
  public var evidence: [AttributeEvidence] = []
  /// Addresses that it and another hardware address both claim; the claims are kept apart.
  public var contestedAddresses: [HostAddress] = []

  init(id: String, first: Timestamp, last: Timestamp) {
    self.id = id
    self.first = first
    self.last = last
  }
}

/// An address that more than one hardware address claims on one VLAN: a spoofer, or two devices with one
/// address.
public struct BindingConflict: Sendable {
  public let address: EndpointID
  /// Sorted by number.
  public let macs: [EndpointID]
}
