/// A question for a name, or the answer to one: what is needed to tell look-ups from a carrier of data.
///
/// The name itself is not kept: tunnels and generated names would fill any table.
public struct NameLookup: Sendable {
  public var time: Timestamp
  public var place: PacketPlace
  public var client: EndpointID
  public var server: EndpointID
  /// The registered domain; none where the client brought too many.
  public var domain: NameID
  /// Tells domains apart, whether they are kept or not.
  public var domainHash: UInt64
  /// Tells whole names apart.
  public var nameHash: UInt64
  public var shape: NameShape
  /// The record type asked for.
  public var type: UInt16
  public var isAnswer: Bool
  /// There is no such name.
  public var isMissing: Bool
  public var vlan: UInt16

  public init(
    time: Timestamp, place: PacketPlace, client: EndpointID, server: EndpointID, domain: NameID,
    domainHash: UInt64, nameHash: UInt64, shape: NameShape, type: UInt16, isAnswer: Bool, isMissing: Bool,
    vlan: UInt16 = 0
  ) {
    self.time = time
    self.place = place
    self.client = client
    self.server = server
    self.domain = domain
    self.domainHash = domainHash
    self.nameHash = nameHash
    self.shape = shape
    self.type = type
    self.isAnswer = isAnswer
    self.isMissing = isMissing
    self.vlan = vlan
  }
}
