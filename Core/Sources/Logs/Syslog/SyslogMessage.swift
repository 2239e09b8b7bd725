public import Vocabulary

/// One syslog message: who said it, when, and the text.
///
/// Source: RFC 5424, section 6; RFC 3164, section 4.
public struct SyslogMessage: Hashable, Sendable {
  public enum Form: UInt8, Hashable, Sendable {
    /// With a version: RFC 5424.
    case versioned
    /// As it was before, and as most devices still write: RFC 3164.
    case traditional
  }

  /// A message's largest size; a longer one is refused whole.
  public static let octetLimit = 64 << 10
  /// Elements of structured data, and parameters in all of them, that are kept.
  public static let elementLimit = 64
  public static let parameterLimit = 256

  /// `[exampleSDID@32473 iut="3"]`
  public struct Element: Hashable, Sendable {
    public var id: String
    public var parameters: [Parameter]
  }

  public struct Parameter: Hashable, Sendable {
    public var name: String
    public var value: String
  }

  public var form: Form
  /// 0 to 23; nil where the message had no priority, as in a file.
  public var facility: Int?
  /// 0, an emergency, to 7, for debugging.
  public var severity: Int?
  /// nil where the message names none.
  public var time: Timestamp?
  public var host: String?
  public var program: String?
  public var processID: String?
  public var messageID: String?
  public var elements: [Element]
  /// What is said, without its byte order mark and line end.
  public var text: [UInt8]

  init(form: Form) {
    self.form = form
    elements = []
    text = []
  }

  /// What the value of a parameter of structured data is.
  public func parameter(_ name: String, of element: String) -> String? {
    elements.first { $0.id == element }?.parameters.first { $0.name == name }?.value
  }
}

/// What a traditional timestamp does not say.
public struct LogClock: Hashable, Sendable {
  /// When the line came in: it gives the year, such that the line is at most a day ahead of it.
  public var received: Timestamp
  /// Seconds that the writer's clock is ahead of UTC.
  public var offsetSeconds: Int

  public init(received: Timestamp, offsetSeconds: Int = 0) {
    self.received = received
    self.offsetSeconds = offsetSeconds
  }
}

extension SyslogMessage {
  /// Reads one message, of either form; a line of a file, which has no priority, too.
  public init(parsing octets: ArraySlice<UInt8>, clock: LogClock) throws(LogError) {
    guard octets.count <= Self.octetLimit else { throw LogError(.tooLarge, at: Self.octetLimit) }
    var line = octets
    while let last = line.last, last == 0x0A || last == 0x0D || last == 0 { line.removeLast() }
    guard !line.isEmpty else { throw LogError(.truncated, at: 0) }
    var cursor = LogCursor(line)
    var priority: Int?
    if cursor.pass("<") {
      let digits = cursor.rest
      guard let number = cursor.number(digits: 3), cursor.pass(">"), number <= 191,
        // Source: RFC 5424, section 6.2.1: no leading zeros.
        number < 10 || digits.first != UInt8(ascii: "0")
      else { throw LogError(.malformed, at: 1) }
      priority = number
    }
    var versioned = cursor
    if let version = versioned.number(digits: 3), version > 0, versioned.pass(" "),
      let message = try Self.versioned(versioned, line, version: version, hasPriority: priority != nil)
    {
      self = message
    } else {
      self = Self.traditional(cursor, clock)
    }
    facility = priority.map { $0 >> 3 }
    severity = priority.map { $0 & 7 }
  }
}
