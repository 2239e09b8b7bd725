/// How bad a finding is, and by when somebody should look.
///
/// Source: contracts/inspect-report, "Severities".
public enum Severity: UInt8, CaseIterable, Comparable, Hashable, Sendable {
  case info, low, medium, high, critical

  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

  public var text: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  public init?(text: String) {
    for severity in Severity.allCases where severity.text == text {
      self = severity
      return
    }
    return nil
  }
}

/// A value that stands in a finding's words.
public enum FindingValue: Hashable, Sendable {
  case endpoint(EndpointID)
  case object(ObjectReference)
  case name(NameID)
  case protocolName(ProtocolName)
  case verb(Verb)
  case number(UInt64)
  case unit(Int32)
  case exploit(Exploit)
}

/// A value under the name by which the catalogue's words call it: `{actor}`, `{target}`, `{count}`.
public struct FindingParameter: Hashable, Sendable {
  public let name: StaticName
  public let value: FindingValue

  public init(_ name: StaticName, _ value: FindingValue) {
    self.name = name
    self.value = value
  }
}

/// The names that finding parameters have.
public enum StaticName: UInt8, CaseIterable, Hashable, Sendable {
  case actor, target, object, unit, protocolName, verb, count, refused, succeeded, targets, ports, units
  case codes, address, mac, otherMac, name, octets, port, unanswered
  // What the wire shows beyond activities.
  case attack, seconds
  // What a list of indicators says.
  case indicator, list, label

  /// As the catalogue writes it between braces.
  public var text: String {
    switch self {
    case .actor: "actor"
    case .target: "target"
    case .object: "object"
    case .unit: "unit"
    case .protocolName: "protocol"
    case .verb: "verb"
    case .count: "count"
    case .refused: "refused"
    case .succeeded: "succeeded"
    case .targets: "targets"
    case .ports: "ports"
    case .units: "units"
    case .codes: "codes"
    case .address: "address"
    case .mac: "mac"
    case .otherMac: "otherMac"
    case .name: "name"
    case .octets: "octets"
    case .port: "port"
    case .unanswered: "unanswered"
    case .attack: "attack"
    case .seconds: "seconds"
    case .indicator: "indicator"
    case .list: "list"
    case .label: "label"
    }
  }
}

/// One packet that a finding rests on.
public struct Evidence: Hashable, Sendable {
  public let time: Timestamp
  public let place: PacketPlace
  public let verb: Verb?
  public let outcome: Outcome?
  public let object: ObjectReference

  public init(
    time: Timestamp, place: PacketPlace, verb: Verb? = nil, outcome: Outcome? = nil,
    object: ObjectReference = .none
  ) {
    self.time = time
    self.place = place
    self.verb = verb
    self.outcome = outcome
    self.object = object
  }
}

/// One detector's statement: a kind with parameters. Words come from the message catalogue.
public struct Finding: Sendable {
  /// Evidence places kept of one finding; more are counted, not kept.
  public static let evidenceLimit = 10

  public var kind: FindingKind
  public var severity: Severity
  public var endpoints: [EndpointID]
  public var parameters: [FindingParameter]
  public var first: Timestamp
  public var last: Timestamp
  public var count: Int
  public var evidence: [Evidence]

  public init(
    kind: FindingKind, severity: Severity, endpoints: [EndpointID], parameters: [FindingParameter],
    first: Timestamp, last: Timestamp, count: Int, evidence: [Evidence]
  ) {
    self.kind = kind
    self.severity = severity
    self.endpoints = endpoints
    self.parameters = parameters
    self.first = first
    self.last = last
    self.count = count
    self.evidence = evidence
  }
}
