import Bytes
import Vocabulary

/// Dissects BACnet/IP, BACnet/IPv6 and BACnet on Ethernet: link, network and application layer.
///
/// What requests mean is in `BACnetRequests.swift`, what is told unasked in `BACnetAnnouncements.swift`, how
/// requests end in `BACnetOutcomes.swift`, what devices say of themselves in `BACnetIdentity.swift`.
public struct BACnetDissector: Sendable {
  public static let port: UInt16 = 47_808

  private var parts = PartialMessages()
  /// The instance that a device told under its address, by the hash of endpoint and address behind a router.
  var instances = FlowStates<UInt32>(limit: instanceLimit)

  /// Segmented messages that wait for their next segment.
  public static let segmentedMessageLimit = PartialMessages.messageLimit
  static let segmentedOctetLimit = 32_768
  /// Segmented messages that gave way to others, or were longer than is kept.
  public var droppedMessages: Int { parts.dropped }
  /// Devices whose instance is remembered.
  public static let instanceLimit = 8_192
  public var droppedInstances: Int { instances.dropped }

  public init() {}

  /// A known function of the virtual link layer.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    BACnetLink(octets) != nil ? .consistent : .no
  }

  /// As ``recognise(_:)``, where no port hints at BACnet: the length fills the datagram, and the network
  /// layer has its version.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard let link = BACnetLink(octets), link.isWhole else { return .no }
    guard let at = link.networkAt else { return .consistent }
    return octets[at] == 1 ? .consistent : .no
  }

  /// Dissects one datagram.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let link = BACnetLink(octets) else { return dissection.malformed(.bvlc) }
    if !link.isWhole { dissection.malformed(.bvlc) }
    if link.isIPv6 {
      dissection.note(.bvlc)
    } else {
      dissection.count(.bvlc, .function, MessageCode(UInt32(link.function)))
      Self.observe(link, octets, &dissection)
    }
    guard let at = link.networkAt else { return }
    let network = octets.extracting(at..<octets.count)
    guard !link.isIPv6, link.function == BACnetLink.forwarded, let origin = Self.origin(octets) else {
      return dissect(network: network, &dissection)
    }
    // A message that was passed on is its origin's, not that of who passed it on.
    let sender = dissection.sender
    dissection.sender = dissection.endpoints.intern(Endpoint(origin, vlan: dissection.vlan))
    dissect(network: network, &dissection)
    dissection.sender = sender
  }

  /// Dissects a frame behind its LLC of service access point 0x82; false where it is none.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 7.
  public mutating func dissect(frame octets: Span<UInt8>, _ dissection: inout Dissection) -> Bool {
    guard octets.count >= 5, octets[0] == 0x82, octets[1] == 0x82, octets[2] == 3, octets[3] == 1 else {
      return false
    }
    dissect(network: octets.extracting(3..<octets.count), &dissection)
    return true
  }

  private static func origin(_ octets: Span<UInt8>) -> HostAddress? {
    guard octets.count >= 10 else { return nil }
    let address =
      UInt32(octets[4]) << 24 | UInt32(octets[5]) << 16 | UInt32(octets[6]) << 8 | UInt32(octets[7])
    let host = HostAddress(ipv4: address)
    return host.isUnicast && host.scope != .loopback ? host : nil
  }

  private mutating func dissect(network octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.bacnet)
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      let network = try BACnetNetwork(parsing: &reader)
      if let type = network.messageType {
        Self.observe(type, &reader, &dissection)
      } else {
        try dissect(application: network, &reader, &dissection)
      }
    } catch {
      dissection.malformed(.bacnet)
    }
  }

  private mutating func dissect(
    application network: BACnetNetwork, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let message = try BACnetMessage(parsing: &reader)
    dissection.count(.bacnet, .service, message.code)
    let frame = BACnetFrame(message, network)
    guard message.isSegmented else { return try observe(frame, &reader, &dissection) }
    let key = frame.partKey(dissection)
    if message.sequence == 0 {
      _ = parts.take(key)
    } else if !parts.holds(key) {
      return
    }
    parts.append(reader.rest(), to: key, limit: Self.segmentedOctetLimit)
    guard !message.hasMore, let whole = parts.take(key) else { return }
    var wholeReader = ByteReader(whole.span)
    try observe(frame, &wholeReader, &dissection)
  }

  private mutating func observe(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.message.kind {
    case .confirmedRequest: try beginRequest(frame, &reader, &dissection)
    case .unconfirmedRequest: try announce(frame, &reader, &dissection)
    case .segmentAck: break
    case .simpleAck, .complexAck, .error, .reject, .abort:
      try endRequest(frame, &reader, &dissection)
    }
  }

  /// The instance of the device behind an endpoint, or behind the router that it is.
  func instance(of endpoint: EndpointID, _ address: UInt64) -> Int32 {
    guard let position = instances.find(Self.deviceKey(endpoint, address)) else {
      return ActivityObservation.noUnit
    }
    return Int32(truncatingIfNeeded: instances[position])
  }

  mutating func remember(_ instance: UInt32, of endpoint: EndpointID, _ address: UInt64) {
    let position = instances.position(of: Self.deviceKey(endpoint, address), initial: instance)
    instances[position] = instance
  }

  private static func deviceKey(_ endpoint: EndpointID, _ address: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: mixed(mixed(1, UInt64(endpoint.rawValue)), address))
  }
}

/// An application message with the devices behind routers that it goes between.
struct BACnetFrame {
  var message: BACnetMessage
  var network: BACnetNetwork

  init(_ message: BACnetMessage, _ network: BACnetNetwork) {
    self.message = message
    self.network = network
  }

  /// Invoke identifier and both devices, the one that asks first; `ordinal` counts a request's objects.
  func id(isRequest: Bool, ordinal: Int = 0) -> UInt64 {
    let (asking, asked) =
      isRequest ? (network.source, network.destination) : (network.destination, network.source)
    // A request to all devices of a network is answered by each under its own address.
    let devices = mixed(mixed(2, asking), asked) & 0xFFFF_FFFF
    return devices << 16 | UInt64(message.invokeID) << 8 | UInt64(truncatingIfNeeded: ordinal & 0xFF)
  }

  /// Under which a message's segments are collected.
  func partKey(_ dissection: Dissection) -> UInt64 {
    let isRequest: UInt64 = message.kind == .confirmedRequest ? 1 : 0
    let flow = mixed(UInt64(dissection.serial) << 1 | (dissection.isFromClient ? 1 : 0), network.source)
    return mixed(mixed(flow, network.destination), UInt64(message.invokeID) << 1 | isRequest)
  }

  var code: UInt32 { UInt32(message.service) }
}
