import JSON
public import Vocabulary

/// One line of a watch, as what keeps it needs it: the columns by which it is found, and the line itself.
///
/// The lines come from a process that reads hostile octets: nothing in them is taken on trust. What is no
/// line of this form is an error with its place, and makes the whole batch refused.
///
/// Source: Documentation/lines.md.
public enum WatchLine: Hashable, Sendable {
  case finding(FindingRecord)
  /// A finding that no longer stands, since the moment.
  case withdrawn(id: String, at: Timestamp)
  case asset(AssetRecord)
  case conversation(ConversationRecord)
  case activity(ActivityRecord)
  case traffic(TrafficRecord)
  case coverage(CoverageRecord)
}

extension WatchLine {
  /// A line's largest size. The longest are assets with all their evidence.
  public static let octetLimit = 256 << 10
  static let schema = "bulkhead.inspect.line/1"

  /// Reads one line, without its line feed.
  public init(parsing octets: Span<UInt8>) throws(WatchLineError) {
    guard octets.count <= Self.octetLimit else { throw WatchLineError(.tooLong(octets: octets.count)) }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader(textLimitOctets: Self.octetLimit, nestingLimit: 8).read(octets)
    } catch {
      throw WatchLineError(.json(error))
    }
    let fields = WatchFields(value)
    guard try fields.text("schema") == Self.schema else { throw WatchLineError(.schema) }
    var text: [UInt8] = []
    text.reserveCapacity(octets.count)
    for octet in octets.indices { text.append(octets[octet]) }
    let type = try fields.text("type")
    switch type {
    case "finding": self = .finding(try FindingRecord(fields, text))
    case "withdrawn": self = .withdrawn(id: try fields.id("id"), at: try fields.time("last"))
    case "asset": self = .asset(try AssetRecord(fields, text))
    case "conversation": self = .conversation(try ConversationRecord(fields))
    case "activity": self = .activity(try ActivityRecord(fields))
    case "traffic": self = .traffic(try TrafficRecord(fields, text))
    case "coverage": self = .coverage(CoverageRecord(at: try fields.time("last"), line: text))
    default: throw WatchLineError(.type(type))
    }
  }

  /// Reads all lines of a batch; each ends with a line feed.
  public static func read(_ batch: [UInt8]) throws(WatchLineError) -> [WatchLine] {
    var lines: [WatchLine] = []
    var start = 0
    for (place, octet) in batch.enumerated() where octet == 0x0A {
      do throws(WatchLineError) {
        lines.append(try WatchLine(parsing: batch[start..<place].span))
      } catch {
        throw WatchLineError(error.kind, line: lines.count + 1)
      }
      start = place + 1
    }
    guard start == batch.count else { throw WatchLineError(.unended, line: lines.count + 1) }
    return lines
  }
}

/// Why a batch of lines was refused, and at which line of it.
public struct WatchLineError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case json(JSONErrorText)
    case schema
    case type(String)
    case tooLong(octets: Int)
    /// The last line does not end.
    case unended
    case missing(String)
    case wrong(String)
  }

  public let kind: Kind
  /// From 1.
  public let line: Int

  init(_ kind: Kind, line: Int = 1) {
    self.kind = kind
    self.line = line
  }
}

/// What is wrong with a line's JSON, and where.
public struct JSONErrorText: Hashable, Sendable {
  public let text: String
}

extension WatchLineError.Kind {
  static func json(_ error: JSONError) -> Self { .json(JSONErrorText(text: "\(error)")) }
}

extension WatchLineError: CustomStringConvertible {
  public var description: String { "line \(line) of the batch: \(message)" }

  private var message: String {
    switch kind {
    case .json(let error): error.text
    case .schema: "its schema is not \(WatchLine.schema)"
    case .type(let type): "no type of line is called '\(String(type.prefix(40)).filter(\.isLetter))'"
    case .tooLong(let octets): "it has \(octets) octets, more than \(WatchLine.octetLimit)"
    case .unended: "it does not end"
    case .missing(let key): "its '\(key)' is missing"
    case .wrong(let key): "its '\(key)' is not what stands there"
    }
  }
}
