public import Vocabulary

/// What a message code counts: the word before it in a report.
///
/// Source: contracts/inspect-report, "Protocol".
public enum MessageFamily: UInt8, CaseIterable, Hashable, Sendable {
  case function, exception, command, service, type, frame, message, request, response, unconfirmed, code

  public var text: String {
    switch self {
    case .function: "function"
    case .exception: "exception"
    case .command: "command"
    case .service: "service"
    case .type: "type"
    case .frame: "frame"
    case .message: "message"
    case .request: "request"
    case .response: "response"
    case .unconfirmed: "unconfirmed"
    case .code: "code"
    }
  }
}

/// A message's code as one number, so that counting is cheap; the protocol's page of names spells it.
public struct MessageCode: Hashable, Sendable {
  public let rawValue: UInt32

  @inlinable
  public init(_ rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// A part of a code that the message does not have, spelled `-`.
  public static let missingPart: UInt32 = 0x1FF

  /// Two or three octets that are spelled with strokes between; a part may be ``missingPart``.
  @inlinable
  public init(parts first: UInt32, _ second: UInt32, _ third: UInt32 = 0) {
    rawValue = (first & 0x1FF) &<< 18 | (second & 0x1FF) &<< 9 | third & 0x1FF
  }

  public var parts: (first: UInt32, second: UInt32, third: UInt32) {
    (rawValue >> 18 & 0x1FF, rawValue >> 9 & 0x1FF, rawValue & 0x1FF)
  }
}

/// How many packets and messages of each protocol were seen.
public struct MessageTally: Sendable {
  /// Distinct (protocol, family, code) that are counted apart.
  public static let codeLimit = 4_096

  public struct Row: Sendable {
    public var name: ProtocolName
    public var family: MessageFamily
    public var code: MessageCode
    public var count: UInt64
  }

  private var counted: [Row] = []
  public private(set) var dropped = 0
  private var index = SlotIndex(capacity: 256)
  /// The rows that were counted last, each in a place that follows from its key: traffic repeats itself.
  private var recent = [RecentRow](repeating: RecentRow(), count: 256)
  /// By the protocol's number. Beside stands the last packet in which it was found, so that a packet counts
  /// once.
  /// On the heap: in place, all ten kilobytes were copied for many a call that only reads a dissection.
  private var packetCounts = [PacketCount](repeating: PacketCount(), count: 256)

  private struct PacketCount: Sendable {
    var packets: UInt64 = 0
    var malformed: UInt64 = 0
    var last = PacketPlace(packet: 0)

    mutating func note(_ place: PacketPlace) {
      if last == place { return }
      last = place
      packets &+= 1
    }
  }

  /// A row that was counted last, with what it was counted since it lies here.
  private struct RecentRow: Sendable {
    var key: UInt64 = .max
    var row = 0
    var count: UInt64 = 0
  }

  /// What was noted last: several messages of a packet are mostly of one protocol.
  private var lastName = ProtocolName.unknown
  private var lastPlace = PacketPlace(packet: 0)

  public init() {}

  /// All that was counted, in the order in which it was first seen.
  public var rows: [Row] {
    var rows = counted
    for entry in recent where entry.count > 0 { rows[entry.row].count &+= entry.count }
    return rows
  }

  public func packets(_ name: ProtocolName) -> UInt64 { packetCounts[Int(name.rawValue)].packets }
  public func malformed(_ name: ProtocolName) -> UInt64 { packetCounts[Int(name.rawValue)].malformed }

  @inline(__always)
  mutating func note(_ name: ProtocolName, at place: PacketPlace) {
    if name == lastName, place == lastPlace { return }
    lastName = name
    lastPlace = place
    packetCounts[Int(name.rawValue)].note(place)
  }

  mutating func noteMalformed(_ name: ProtocolName) {
    packetCounts[Int(name.rawValue)].malformed &+= 1
  }

  @inline(__always)
  mutating func count(_ name: ProtocolName, _ family: MessageFamily, _ code: MessageCode) {
    let key = UInt64(name.rawValue) &<< 40 | UInt64(family.rawValue) &<< 32 | UInt64(code.rawValue)
    let place = Self.recentPlace(key)
    if recent[place].key == key {
      recent[place].count &+= 1
    } else {
      countOther(name, family, code, key)
    }
  }

  /// The parts of a code overlap the protocol's number in part only: what alternates lies apart.
  @inline(__always)
  private static func recentPlace(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: key ^ key &>> 9 ^ key &>> 18 ^ key &>> 37) & 255
  }

  /// Counts a message that was not counted lately.
  @inline(never)
  private mutating func countOther(
    _ name: ProtocolName, _ family: MessageFamily, _ code: MessageCode, _ key: UInt64
  ) {
    let hash = mixed(0, key)
    let known = index.find(hash) {
      counted[$0].code == code && counted[$0].name == name && counted[$0].family == family
    }
    if known == nil {
      guard counted.count < Self.codeLimit else {
        dropped += 1
        return
      }
      index.insert(hash, record: counted.count)
      counted.append(Row(name: name, family: family, code: code, count: 0))
    }
    let place = Self.recentPlace(key)
    if recent[place].count > 0 { counted[recent[place].row].count &+= recent[place].count }
    recent[place] = RecentRow(key: key, row: known ?? counted.count - 1, count: 1)
  }
}
