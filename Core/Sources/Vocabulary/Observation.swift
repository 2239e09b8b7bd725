/// Where a packet stands: which of the captures given, and its number in it, from 1.
public struct PacketPlace: Hashable, Comparable, Sendable {
  public let capture: UInt32
  public let packet: UInt32

  @inlinable
  public init(capture: UInt32 = 0, packet: UInt32) {
    self.capture = capture
    self.packet = packet
  }

  @inlinable
  public static func < (left: PacketPlace, right: PacketPlace) -> Bool {
    left.capture != right.capture ? left.capture < right.capture : left.packet < right.packet
  }
}

/// One activity as it ended: who did what to what, with which outcome. A plain value.
public struct ActivityObservation: Sendable {
  /// No unit, slot or station address.
  @inlinable
  public static var noUnit: Int32 { -1 }

  /// When the request, or the message where it is alone, was seen.
  public var time: Timestamp
  public var place: PacketPlace
  public var actor: EndpointID
  public var target: EndpointID
  public var unit: Int32
  public var object: ObjectReference
  /// The message's own code (function, service, command), for detectors that count distinct ones.
  public var code: UInt32
  public var verb: Verb
  public var deed: Deed
  public var outcome: Outcome
  public var name: ProtocolName
  /// Who did it, where a log or the protocol tells: `DOMAIN\name`, or a name alone.
  public var person: NameID

  @inlinable
  public init(
    time: Timestamp, place: PacketPlace, actor: EndpointID, target: EndpointID, unit: Int32 = noUnit,
    object: ObjectReference = .none, code: UInt32 = 0, verb: Verb, deed: Deed = .plain, outcome: Outcome,
    name: ProtocolName, person: NameID = .none
  ) {
    self.time = time
    self.place = place
    self.actor = actor
    self.target = target
    self.unit = unit
    self.object = object
    self.code = code
    self.verb = verb
    self.deed = deed
    self.outcome = outcome
    self.name = name
    self.person = person
  }
}

/// What a message tells of a device.
public enum IdentityAttribute: UInt8, CaseIterable, Hashable, Sendable {
  case hostname, vendor, model, orderNumber, firmware, hardware, serial, operatingSystem
  /// A role that a device claims for itself: the value is the text of a ``Role``.
  case role
  /// Software that a host runs, as its banner says.
  case software
  /// The JA4 fingerprint of a TLS client.
  case ja4
  /// What a certificate says that a host showed, and the SHA-256 digest by which lists name it.
  case certificate, certificateSHA256

  public var text: String {
    switch self {
    case .hostname: "hostname"
    case .vendor: "vendor"
    case .model: "model"
    case .orderNumber: "orderNumber"
    case .firmware: "firmware"
    case .hardware: "hardware"
    case .serial: "serial"
    case .operatingSystem: "operatingSystem"
    case .role: "role"
    case .software: "software"
    case .ja4: "ja4"
    case .certificate: "certificate"
    case .certificateSHA256: "certificateSHA256"
    }
  }
}

/// One attribute of one device, with the packet that told it.
public struct IdentityFact: Sendable {
  public var time: Timestamp
  public var place: PacketPlace
  public var endpoint: EndpointID
  public var attribute: IdentityAttribute
  public var value: NameID
  /// The message that told it, in the field's words: "modbus device identification", "szl 0x001c".
  public var source: StaticString

  @inlinable
  public init(
    time: Timestamp, place: PacketPlace, endpoint: EndpointID, attribute: IdentityAttribute, value: NameID,
    source: StaticString
  ) {
    self.time = time
    self.place = place
    self.endpoint = endpoint
    self.attribute = attribute
    self.value = value
    self.source = source
  }
}

/// An address and a hardware address that belong together, said by a protocol of their own segment.
public struct AddressBinding: Sendable {
  public enum Source: UInt8, Hashable, Sendable {
    case arp, gratuitousARP, neighbourDiscovery, dhcp, dcp, lldp

    public var text: StaticString {
      switch self {
      case .arp: "arp"
      case .gratuitousARP: "gratuitous arp"
      case .neighbourDiscovery: "neighbour discovery"
      case .dhcp: "dhcp"
      case .dcp: "pn_dcp"
      case .lldp: "lldp"
      }
    }
  }

  public var time: Timestamp
  public var place: PacketPlace
  public var mac: EndpointID
  public var address: EndpointID
  public var source: Source
  /// The address that the message asks for, which may be nobody's.
  public var asked: HostAddress?

  @inlinable
  public init(
    time: Timestamp, place: PacketPlace, mac: EndpointID, address: EndpointID, source: Source,
    asked: HostAddress? = nil
  ) {
    self.time = time
    self.place = place
    self.mac = mac
    self.address = address
    self.source = source
    self.asked = asked
  }
}

/// Something on the wire that is wrong in itself. Malformed traffic is an observation: it is a signal.
public struct Anomaly: Sendable {
  public enum Kind: UInt8, Hashable, Sendable {
    /// A message that its own protocol does not allow.
    case malformedMessage
    /// Two copies of the same octets of a stream that differ.
    case conflictingOverlap
    /// A secret that anybody on the wire can read: `octets` is its length.
    case secretInClear
    /// What no client sends and a known hole of the service gives way to: a transaction continued as another
    /// kind than it began, a length beyond the message.
    case serviceExploit
    /// What no client sends and by which such holes are found.
    case weaknessProbe
    /// A call to a known back door in a service, and the back door's answer.
    case backdoorCall, backdoorAnswer
    /// A way of attacking that the message shows: ``exploit``.
    case exploit
    /// An echo request or its answer that carries data of its own: `octets` is its size, ``mark`` its digest.
    case echoCarriesData
    /// An echo's answer whose data are not those of its request.
    case echoAnswerDiffers
    /// A write of many values that are a text, or without any pattern: ``mark`` tells contents apart.
    case registersCarryData
    /// A second answer to a question for a name that says something else.
    case secondAnswer
    /// GOOSE: another sender publishes a control block than before: ``target`` is the one before.
    case publisherChanged
    /// GOOSE: state or sequence number of a control block lower than the one before.
    case sequenceWentBack
    /// GOOSE: another revision of a control block's configuration; its test flag.
    case revisionChanged, testFlagSet
    /// A program under the name or the type of something else.
    case disguisedProgram
  }

  public var time: Timestamp
  public var place: PacketPlace
  public var source: EndpointID
  public var target: EndpointID
  public var kind: Kind
  public var name: ProtocolName
  public var octets: UInt32
  /// Which attack, where the kind is ``Kind/exploit``.
  public var exploit: Exploit?
  /// Tells contents apart.
  public var mark: UInt32
  /// What was asked for, where it has a name.
  public var object: ObjectReference

  @inlinable
  public init(
    time: Timestamp, place: PacketPlace, source: EndpointID, target: EndpointID, kind: Kind,
    name: ProtocolName, octets: UInt32 = 0, exploit: Exploit? = nil, mark: UInt32 = 0,
    object: ObjectReference = .none
  ) {
    self.time = time
    self.place = place
    self.source = source
    self.target = target
    self.kind = kind
    self.name = name
    self.octets = octets
    self.exploit = exploit
    self.mark = mark
    self.object = object
  }
}
