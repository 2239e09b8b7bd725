public import Inventory
public import Vocabulary

/// Everything that `inspect` tells of its captures, before it is put in any form.
///
/// Source: contracts/inspect-report, schema `bulkhead.inspect/1`.
public struct InspectReport: Sendable {
  public static let schema: StaticString = "bulkhead.inspect/1"

  /// In the order given.
  public var captures: [CaptureRow]
  /// By name.
  public var protocols: [ProtocolRow]
  public var book: AssetBook
  public var conversations: ConversationTally
  public var activities: ActivityTally
  /// Worst first.
  public var findings: [Finding]
  public var coverage: Coverage
  public var registry: RegistryRow?
  public var names: NameTable
  public var endpoints: EndpointTable

  public init(
    captures: [CaptureRow], protocols: [ProtocolRow], book: AssetBook, conversations: ConversationTally,
    activities: ActivityTally, findings: [Finding], coverage: Coverage, registry: RegistryRow?,
    names: NameTable, endpoints: EndpointTable
  ) {
    self.captures = captures
    self.protocols = protocols
    self.book = book
    self.conversations = conversations
    self.activities = activities
    self.findings = findings
    self.coverage = coverage
    self.registry = registry
    self.names = names
    self.endpoints = endpoints
  }
}

/// One capture that was given.
public struct CaptureRow: Sendable {
  public var path: String
  /// pcap, pcapng or live; nil where nothing of it could be read, and a report does not list it.
  public var format: String?
  public var linkTypes: [String]
  public var packets: UInt64
  /// Octets on the wire.
  public var octets: UInt64
  public var first: Timestamp?
  public var last: Timestamp?
  /// The octet of the file at which reading had to stop.
  public var truncatedAt: UInt64?
  /// Blocks and records that hold no packet.
  public var skipped: UInt64

  public init(
    path: String, format: String?, linkTypes: [String], packets: UInt64, octets: UInt64, first: Timestamp?,
    last: Timestamp?, truncatedAt: UInt64?, skipped: UInt64
  ) {
    self.path = path
    self.format = format
    self.linkTypes = linkTypes
    self.packets = packets
    self.octets = octets
    self.first = first
    self.last = last
    self.truncatedAt = truncatedAt
    self.skipped = skipped
  }
}

/// One protocol, and what its messages were.
public struct ProtocolRow: Sendable {
  public enum Code: Sendable {
    case number(UInt32)
    case text(String)

    /// Numbers by value, before texts.
    func isBefore(_ other: Code) -> Bool {
      switch (self, other) {
      case (.number(let number), .number(let otherNumber)): number < otherNumber
      case (.text(let text), .text(let otherText)): text < otherText
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  public struct Message: Sendable {
    public var family: String
    public var code: Code
    public var name: String
    public var count: UInt64

    public init(family: String, code: Code, name: String, count: UInt64) {
      self.family = family
      self.code = code
      self.name = name
      self.count = count
    }

    /// By family and code, as they are spelled; names and counts cannot differ alone.
    public func isBefore(_ other: Message) -> Bool {
      family != other.family ? family < other.family : code.isBefore(other.code)
    }
  }

  public var name: ProtocolName
  public var packets: UInt64
  public var malformed: UInt64
  /// By family and code.
  public var messages: [Message]

  public init(name: ProtocolName, packets: UInt64, malformed: UInt64, messages: [Message]) {
    self.name = name
    self.packets = packets
    self.malformed = malformed
    self.messages = messages
  }
}

/// What could not be seen.
public struct Coverage: Sendable {
  public var packets: UInt64 = 0
  public var undecodedPackets: UInt64 = 0
  public var unknownProtocolPackets: UInt64 = 0
  public var gapOctets: UInt64 = 0
  public var encryptedConversations: UInt64 = 0
  public var truncatedPackets: UInt64 = 0
  /// nil where no capture was live: a file does not say what it lacks.
  public var losses: CaptureLosses?
  /// By name; those at which nothing was dropped included.
  public var limits: [LimitReport] = []
  /// nil where no list of indicators was given.
  public var indicators: IndicatorCoverage?
  /// What is wrong with the place of the capture; empty where the view is whole.
  public var vantage: [VantageFault] = []

  public init() {}
}

/// Packets that a live capture did not get.
public struct CaptureLosses: Sendable {
  /// The kernel had no room for them, because reading fell behind.
  public var kernelDroppedPackets: UInt64
  /// The interface or its driver dropped them.
  public var interfaceDroppedPackets: UInt64

  public init(kernelDroppedPackets: UInt64, interfaceDroppedPackets: UInt64) {
    self.kernelDroppedPackets = kernelDroppedPackets
    self.interfaceDroppedPackets = interfaceDroppedPackets
  }
}

/// The registry of makers' prefixes that was consulted.
public struct RegistryRow: Sendable {
  public var name: String
  public var version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}
