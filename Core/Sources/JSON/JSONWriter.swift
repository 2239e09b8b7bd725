/// Writes one JSON text from front to back into ``octets``.
///
/// The writer only ever appends, and keeps no state that depends on what it has appended: a caller with a
/// long report empties `octets` into its output whenever they exceed a block, and goes on. Its commas and
/// line ends come by themselves; that keys stand in objects only, and that what begins also ends, is the
/// caller's part.
///
/// Every text is escaped for wherever it may end up, see ``appendEscaped(_:to:)``: what came from the wire
/// reaches neither a terminal nor a page raw.
///
/// Source: RFC 8259.
public struct JSONWriter: Sendable {
  /// Where lines end.
  public enum Layout: Sendable {
    /// Nowhere: one line.
    case compact
    /// After each outermost value: a text a line, one behind the other (JSON Lines).
    case lines
    /// After each key of the outermost object and each element in one of its arrays: a row a line.
    case rows
    /// After each key and element.
    case indented
  }

  /// Containers deeper than this are written, but indented no further.
  public static let indentationLimit = 32

  /// What has been written and not yet been taken by the caller.
  public var octets: [UInt8] = []
  /// The number of containers that have begun and not ended.
  public private(set) var depth = 0
  @usableFromInline
  var lineDepth: Int
  /// A value stands before the next one in the same container.
  @usableFromInline
  var follows = false
  /// A key was written and its value was not.
  @usableFromInline
  var awaitsValue = false

  /// Texts follow each other, a line each.
  private let isOfLines: Bool

  public init(_ layout: Layout = .rows) {
    isOfLines = layout == .lines
    switch layout {
    case .compact, .lines: lineDepth = 0
    case .rows: lineDepth = 2
    case .indented: lineDepth = .max
    }
  }

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// A member's name; its value comes next.
  @inlinable
  public mutating func key(_ name: String) {
    separate()
    appendQuoted(Array(name.utf8).span)
    finishKey()
  }

  @inlinable
  public mutating func key(_ name: StaticString) {
    key(name.description)
  }

  /// A member's name that was escaped beforehand: the fastest way, for rows.
  @inlinable
  public mutating func key(_ name: JSONKey) {
    if follows && depth > lineDepth {
      octets.append(contentsOf: name.following)
    } else {
      separate()
      octets.append(contentsOf: name.quoted)
    }
    awaitsValue = true
  }

  @inlinable
  public mutating func value(_ text: String) {
    // Not by the span of its UTF-8: of a short text that lies in the value itself, release builds lose it.
    value { $0.append(contentsOf: text.utf8) }
  }

  @inlinable
  public mutating func value(_ text: StaticString) {
    value(text.description)
  }

  /// Text as it came from the wire: UTF-8 or not.
  @inlinable
  public mutating func value(wire text: Span<UInt8>) {
    separate()
    appendQuoted(text)
  }

  @inlinable
  public mutating func value(wire text: ArraySlice<UInt8>) {
    value(wire: text.span)
  }

  /// A text that `append` adds to the octets itself, such as a time or an address; it is escaped where it
  /// must be.
  @inlinable
  public mutating func value(appending append: (inout [UInt8]) -> Void) {
    separate()
    octets.append(UInt8(ascii: "\""))
    let start = octets.count
    append(&octets)
    if plainPrefixLength(of: octets.span, from: min(start, octets.count)) < octets.count {
      escapeTail(from: start)
    }
    octets.append(UInt8(ascii: "\""))
  }

  /// A text that `append` adds to the octets itself and that by its grammar never needs escaping: a number,
  /// a time, an address. Never what came from the wire or from a person.
  @inlinable
  public mutating func plainValue(appending append: (inout [UInt8]) -> Void) {
    separate()
    octets.append(UInt8(ascii: "\""))
    append(&octets)
    octets.append(UInt8(ascii: "\""))
  }

  public mutating func value(_ flag: Bool) {
    separate()
    octets.append(contentsOf: flag ? Self.trueWord : Self.falseWord)
  }

  public mutating func null() {
    separate()
    octets.append(contentsOf: Self.nullWord)
  }

  private static let trueWord = Array("true".utf8)
  private static let falseWord = Array("false".utf8)
  private static let nullWord = Array("null".utf8)
}

extension JSONWriter {
  /// The comma and line end that stand before the next key or element; none between a key and its value.
  @inlinable
  mutating func separate() {
    if awaitsValue {
      awaitsValue = false
      return
    }
    if follows { octets.append(UInt8(ascii: ",")) }
    follows = true
    if depth > 0 && depth <= lineDepth { breakLine() }
  }

  @inlinable
  mutating func finishKey() {
    octets.append(UInt8(ascii: ":"))
    awaitsValue = true
  }

  @inlinable
  mutating func appendQuoted(_ text: Span<UInt8>) {
    octets.append(UInt8(ascii: "\""))
    appendEscaped(text, to: &octets)
    octets.append(UInt8(ascii: "\""))
  }

  @usableFromInline
  mutating func breakLine() {
    octets.append(UInt8(ascii: "\n"))
    for _ in 0..<min(depth, Self.indentationLimit) {
      octets.append(UInt8(ascii: " "))
      octets.append(UInt8(ascii: " "))
    }
  }

  @usableFromInline
  mutating func escapeTail(from start: Int) {
    guard start < octets.count else { return }
    let tail = octets[start...]
    octets.removeSubrange(start...)
    appendEscaped(tail.span, to: &octets)
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    octets.append(bracket)
    depth += 1
    follows = false
  }

  private mutating func end(_ bracket: UInt8) {
    let isEmpty = !follows
    let breaks = depth <= lineDepth && !isEmpty
    depth = max(depth - 1, 0)
    if breaks { breakLine() }
    octets.append(bracket)
    awaitsValue = false
    follows = true
    // A text file ends with a line end.
    if depth == 0 && (lineDepth > 0 || isOfLines) { octets.append(UInt8(ascii: "\n")) }
    if depth == 0 && isOfLines { follows = false }
  }
}
