import Bytes
import Vocabulary

/// Dissects DHCP: which host asks for an address, what it calls itself, and which address it is given.
///
/// Source: RFC 2131; RFC 2132; RFC 4702 for the full name (81).
public struct DHCPDissector: Sendable {
  public static let serverPort: UInt16 = 67
  public static let clientPort: UInt16 = 68

  /// Options of one message that are read.
  private static let optionLimit = 128

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= DHCPMessage.fixedOctets, octets[0] == 1 || octets[0] == 2 else { return .no }
    guard octets[1] != 0, octets[2] <= 16 else { return .no }
    // Its ancestor BOOTP has no cookie.
    guard octets.count >= DHCPMessage.fixedOctets + 4 else { return .consistent }
    let cookie = octets.extracting(DHCPMessage.fixedOctets..<(DHCPMessage.fixedOctets + 4))
    var reader = ByteReader(cookie)
    return (try? reader.uint32()) == DHCPMessage.cookie ? .consistent : .no
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.dhcp)
    // Other hardware than Ethernet has no address that could be bound.
    guard octets.count < 3 || (octets[1] == 1 && octets[2] == 6) else { return }
    do throws(DecodeError) {
      var reader = ByteReader(octets)
      let message = try DHCPMessage(parsing: &reader)
      guard reader.remaining >= 4, try reader.uint32() == DHCPMessage.cookie else { return }
      try take(message, &reader, &dissection)
    } catch {
      dissection.malformed(.dhcp)
    }
  }

  private func take(
    _ message: DHCPMessage, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var type: UInt8 = 0
    var server: HostAddress?
    var router: HostAddress?
    var nameServer: HostAddress?
    var otherNameServer: HostAddress?
    for _ in 0..<Self.optionLimit where !reader.isAtEnd {
      let option = try reader.uint8()
      if option == 0 { continue }
      if option == 255 { break }
      let value = try reader.span(Int(try reader.uint8()))
      if option == 53, value.count == 1 { type = value[0] }
      if message.isRequest { tell(option, value, message, &dissection) }
      switch option {
      case 3: router = Self.firstAddress(value)
      case 6:
        nameServer = Self.firstAddress(value)
        if value.count >= 8 { otherNameServer = Self.firstAddress(value.extracting(4..<8)) }
      case 54: server = Self.firstAddress(value)
      default: break
      }
    }
    if !message.isRequest, type == 2 || type == 5, let server, server.isUnicast, !message.isRelayed,
      message.givenAddress.isUnicast
    {
      // An offer may go to all: whom it is meant for is the hardware address in it.
      let client =
        message.hardware.isGroup || message.hardware == .zero
        ? dissection.receiver
        : dissection.endpoints.intern(Endpoint(HostAddress(mac: message.hardware), vlan: dissection.vlan))
      dissection.observations.leases.append(
        LeaseOffer(
          time: dissection.time, place: dissection.place,
          server: dissection.endpoints.intern(Endpoint(server, vlan: dissection.vlan)),
          client: client, vlan: dissection.vlan, router: router, nameServer: nameServer,
          otherNameServer: otherNameServer))
    }
    // Only an acknowledgement gives; an offer may be one of several. A host that renews or informs has its
    // address.
    let isAcknowledgement = !message.isRequest && type == 5
    guard !message.isRelayed else { return }
    if isAcknowledgement {
      dissection.bind(message.hardware, to: message.givenAddress, source: .dhcp)
    } else if message.isRequest, dissection.endpoints[dissection.sender].address == message.clientAddress {
      dissection.bind(message.hardware, to: message.clientAddress, source: .dhcp)
    }
  }

  private static func firstAddress(_ value: Span<UInt8>) -> HostAddress? {
    var reader = ByteReader(value)
    return (try? reader.uint32()).map { HostAddress(ipv4: $0) }
  }

  private func tell(
    _ option: UInt8, _ value: Span<UInt8>, _ message: DHCPMessage, _ dissection: inout Dissection
  ) {
    let client: EndpointID
    if message.isRelayed {
      // The hardware address is another segment's: only an address of its own tells who it is.
      guard message.clientAddress.isUnicast else { return }
      client = dissection.endpoints.intern(Endpoint(message.clientAddress, vlan: dissection.vlan))
    } else {
      guard !message.hardware.isGroup, message.hardware != .zero else { return }
      client = dissection.endpoints.intern(
        Endpoint(HostAddress(mac: message.hardware), vlan: dissection.vlan))
    }
    switch option {
    case 12: dissection.tell(.hostname, value, of: client, source: "dhcp host name")
    case 60: tellVendorClass(value, of: client, &dissection)
    case 81 where value.count > 3:
      // Flags, two result codes, the name: in labels where the flag E is set.
      if value[0] & 4 == 0 {
        dissection.tell(.hostname, value.extracting(3..<value.count), of: client, source: "dhcp full name")
      }
    default: break
    }
  }

  private func tellVendorClass(_ value: Span<UInt8>, of client: EndpointID, _ dissection: inout Dissection) {
    if starts(value, with: "MSFT") {
      dissection.tell(.operatingSystem, "Windows", of: client, source: "dhcp vendor class")
    } else if starts(value, with: "android-dhcp-") {
      let version = Array("Android ".utf8) + octets(value, from: 13)
      dissection.tell(.operatingSystem, version, of: client, source: "dhcp vendor class")
    } else {
      if position(of: "Linux", in: value) != nil {
        dissection.tell(.operatingSystem, "Linux", of: client, source: "dhcp vendor class")
      }
      dissection.tell(.software, value, of: client, source: "dhcp vendor class")
    }
  }

  private func octets(_ value: Span<UInt8>, from start: Int) -> [UInt8] {
    (start..<max(start, value.count)).map { value[$0] }
  }
}

/// Recognises DHCPv6 by its message types and that its options fill the datagram.
///
/// Source: RFC 8415, sections 7.3, 8 and 9.
public enum DHCPv6 {
  public static let serverPort: UInt16 = 547
  public static let clientPort: UInt16 = 546

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4, (1...36).contains(octets[0]) else { return .no }
    var reader = ByteReader(octets)
    let isRelay = octets[0] == 12 || octets[0] == 13
    do throws(DecodeError) {
      try reader.skip(isRelay ? 34 : 4)
      while !reader.isAtEnd {
        try reader.skip(2)
        try reader.skip(Int(try reader.uint16()))
      }
      return .consistent
    } catch {
      return .no
    }
  }
}
