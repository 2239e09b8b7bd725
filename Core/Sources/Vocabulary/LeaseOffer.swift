/// An address lease that a server of a segment offered or gave, with the way and the names that go with it.
public struct LeaseOffer: Sendable {
  public var time: Timestamp
  public var place: PacketPlace
  /// The server as it calls itself.
  public var server: EndpointID
  /// By its hardware address where the lease names one.
  public var client: EndpointID
  public var vlan: UInt16
  /// The first router and the first two name servers that the lease names; nil where it names none.
  public var router: HostAddress?
  public var nameServer: HostAddress?
  public var otherNameServer: HostAddress?

  public init(
    time: Timestamp, place: PacketPlace, server: EndpointID, client: EndpointID, vlan: UInt16,
    router: HostAddress?, nameServer: HostAddress?, otherNameServer: HostAddress? = nil
  ) {
    self.time = time
    self.place = place
    self.server = server
    self.client = client
    self.vlan = vlan
    self.router = router
    self.nameServer = nameServer
    self.otherNameServer = otherNameServer
  }
}
