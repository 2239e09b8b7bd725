/// Reads one JSON text into a ``JSONValue``, strictly: no comments, no trailing commas, no byte order mark,
/// no invalid UTF-8, no key twice.
///
/// Containers are kept on a stack of its own, so that no input makes the reader call itself.
///
/// Source: RFC 8259.
public struct JSONReader: Sendable {
  /// A text's largest size.
  public static let textLimitOctets = 64 << 20
  /// The most containers inside one another.
  public static let nestingLimit = 64

  public let textLimitOctets: Int
  public let nestingLimit: Int

  public init(textLimitOctets: Int = textLimitOctets, nestingLimit: Int = nestingLimit) {
    self.textLimitOctets = textLimitOctets
    self.nestingLimit = nestingLimit
  }

  public func read(_ text: [UInt8]) throws(JSONError) -> JSONValue {
    try read(text.span)
  }

  public func read(_ text: Span<UInt8>) throws(JSONError) -> JSONValue {
    try read(text, handingOver: []) { _ in }
  }

  /// Reads a long text piece by piece: each element of an array under one of the keys `arrays` (an empty key
  /// means the outermost array) goes to `take` when it is whole, and is not kept. The value that is given
  /// back lacks these elements.
  public func read(
    _ text: Span<UInt8>, handingOver arrays: [String], _ take: (JSONElement) -> Void
  ) throws(JSONError) -> JSONValue {
    guard text.count <= textLimitOctets else {
      throw JSONError(.tooLarge(limitOctets: textLimitOctets), at: textLimitOctets, in: text)
    }
    var cursor = 0
    var open: [Container] = []
    while true {
      skipSpace(in: text, &cursor)
      var start = cursor
      let depth = open.count
      var complete = try beginValue(in: text, &cursor, &open)
      if open.count > depth {
        open[depth].start = start
        if !open[depth].isObject { open[depth].handed = handed(arrays, open, depth) }
      }
      // A value may be the last of its container, which then is a complete value itself.
      while let value = complete {
        guard var container = open.popLast() else {
          skipSpace(in: text, &cursor)
          guard cursor == text.count else { throw JSONError(.trailing, at: cursor, in: text) }
          return value
        }
        if let array = container.handed {
          take(JSONElement(value: value, array: array, depth: open.count, offset: start))
        } else {
          container.add(value)
        }
        complete = try endElement(in: text, &cursor, &container)
        if complete == nil { open.append(container) } else { start = container.start }
      }
    }
  }

  /// The key by which the array at `depth` is handed over.
  private func handed(_ arrays: [String], _ open: [Container], _ depth: Int) -> String? {
    if arrays.isEmpty { return nil }
    let key = depth > 0 ? open[depth - 1].key : ""
    // A member named "" is no outermost array: what it holds stays where it is.
    guard depth == 0 || open[depth - 1].isObject && !key.isEmpty else { return nil }
    return arrays.first { $0.utf8.elementsEqual(key.utf8) }
  }
}

/// An element of an array that is read piece by piece.
public struct JSONElement: Sendable {
  public let value: JSONValue
  /// The key that the array stands under.
  public let array: String
  /// Containers around the array.
  public let depth: Int
  /// Octets before the element.
  public let offset: Int
}

/// An array or object of which the end has not been read.
private struct Container {
  let isObject: Bool
  var elements: [JSONValue] = []
  var members: [JSONMember] = []
  var key = ""
  var keys: Set<[UInt8]> = []
  /// Where it begins, and the key by which its elements are handed over.
  var start = 0
  var handed: String?

  var value: JSONValue { isObject ? .object(members) : .array(elements) }

  mutating func add(_ value: JSONValue) {
    if isObject {
      members.append(JSONMember(key, value))
    } else {
      elements.append(value)
    }
  }
}

extension JSONReader {
  /// Reads a scalar or an empty container, which is returned, or begins a container, which is opened.
  private func beginValue(
    in text: Span<UInt8>, _ cursor: inout Int, _ open: inout [Container]
  ) throws(JSONError) -> JSONValue? {
    skipSpace(in: text, &cursor)
    switch try octet(in: text, at: cursor) {
    case UInt8(ascii: "{"):
      try beginContainer(isObject: true, in: text, &cursor, &open)
      skipSpace(in: text, &cursor)
      if try octet(in: text, at: cursor) == UInt8(ascii: "}") {
        cursor += 1
        return open.popLast()?.value
      }
      guard var container = open.popLast() else { return nil }
      try readKey(in: text, &cursor, &container)
      open.append(container)
      return nil
    case UInt8(ascii: "["):
      try beginContainer(isObject: false, in: text, &cursor, &open)
      skipSpace(in: text, &cursor)
      guard try octet(in: text, at: cursor) == UInt8(ascii: "]") else { return nil }
      cursor += 1
      return open.popLast()?.value
    case UInt8(ascii: "\""):
      return .string(String(decoding: try readString(in: text, &cursor), as: UTF8.self))
    case UInt8(ascii: "t"):
      try readWord("true", in: text, &cursor)
      return .bool(true)
    case UInt8(ascii: "f"):
      try readWord("false", in: text, &cursor)
      return .bool(false)
    case UInt8(ascii: "n"):
      try readWord("null", in: text, &cursor)
      return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try readNumber(in: text, &cursor))
    default:
      throw JSONError(.unexpected, at: cursor, in: text)
    }
  }

  private func beginContainer(
    isObject: Bool, in text: Span<UInt8>, _ cursor: inout Int, _ open: inout [Container]
  ) throws(JSONError) {
    guard open.count < nestingLimit else {
      throw JSONError(.tooDeep(limit: nestingLimit), at: cursor, in: text)
    }
    cursor += 1
    open.append(Container(isObject: isObject))
  }

  /// What follows an element: the end, and with it the container's value, or a comma and the next key.
  private func endElement(
    in text: Span<UInt8>, _ cursor: inout Int, _ container: inout Container
  ) throws(JSONError) -> JSONValue? {
    skipSpace(in: text, &cursor)
    let next = try octet(in: text, at: cursor)
    if next == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      cursor += 1
      return container.value
    }
    guard next == UInt8(ascii: ",") else { throw JSONError(.unexpected, at: cursor, in: text) }
    cursor += 1
    if container.isObject {
      skipSpace(in: text, &cursor)
      try readKey(in: text, &cursor, &container)
    }
    return nil
  }

  private func readKey(
    in text: Span<UInt8>, _ cursor: inout Int, _ container: inout Container
  ) throws(JSONError) {
    let start = cursor
    guard try octet(in: text, at: cursor) == UInt8(ascii: "\"") else {
      throw JSONError(.unexpected, at: cursor, in: text)
    }
    let octets = try readString(in: text, &cursor)
    container.key = String(decoding: octets, as: UTF8.self)
    guard container.keys.insert(octets).inserted else {
      throw JSONError(.duplicateKey(container.key), at: start, in: text)
    }
    skipSpace(in: text, &cursor)
    guard try octet(in: text, at: cursor) == UInt8(ascii: ":") else {
      throw JSONError(.unexpected, at: cursor, in: text)
    }
    cursor += 1
  }

  private func readWord(
    _ word: String, in text: Span<UInt8>, _ cursor: inout Int
  ) throws(JSONError) {
    for letter in word.utf8 {
      guard try octet(in: text, at: cursor) == letter else {
        throw JSONError(.unexpected, at: cursor, in: text)
      }
      cursor += 1
    }
  }

  private func skipSpace(in text: Span<UInt8>, _ cursor: inout Int) {
    while cursor < text.count {
      switch text[cursor] {
      case 0x20, 0x09, 0x0A, 0x0D: cursor += 1
      default: return
      }
    }
  }
}

/// The octet at `at`, where the text goes that far.
func octet(in text: Span<UInt8>, at: Int) throws(JSONError) -> UInt8 {
  guard at < text.count else { throw JSONError(.ended, at: text.count, in: text) }
  return text[at]
}
