import Vocabulary

/// A message with a version.
///
/// Source: RFC 5424, section 6: `VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP
/// STRUCTURED-DATA [SP MSG]`.
extension SyslogMessage {
  /// nil where what follows is no such message after all, but a traditional one that begins with a number.
  static func versioned(
    _ start: LogCursor, _ line: ArraySlice<UInt8>, version: Int, hasPriority: Bool
  ) throws(LogError) -> SyslogMessage? {
    var cursor = start
    var message = SyslogMessage(form: .versioned)
    guard let time = cursor.word() else { return nil }
    if !time.equals("-") {
      // Without priority, or without a timestamp, it may be anything.
      guard let moment = Timestamp(rfc3339: time), time.contains(UInt8(ascii: "T")) else { return nil }
      message.time = moment
    } else if !hasPriority {
      return nil
    }
    guard version == 1 else { throw LogError(.malformed, at: 0) }
    func place() -> Int { cursor.rest.startIndex - line.startIndex }
    var fields: [ArraySlice<UInt8>] = []
    // Source: section 6, the lengths of HOSTNAME, APP-NAME, PROCID and MSGID.
    for limit in [255, 48, 128, 32] {
      guard cursor.pass(" ") else { throw LogError(.truncated, at: place()) }
      guard let word = cursor.word(), word.allSatisfy({ (33...126).contains($0) }) else {
        throw LogError(cursor.isAtEnd ? .truncated : .malformed, at: place())
      }
      guard word.count <= limit else { throw LogError(.tooLarge, at: place()) }
      fields.append(word)
    }
    message.host = fields[0].textUnlessNil
    message.program = fields[1].textUnlessNil
    message.processID = fields[2].textUnlessNil
    message.messageID = fields[3].textUnlessNil
    guard cursor.pass(" ") else { throw LogError(.truncated, at: place()) }
    if !cursor.pass("-") { try message.takeElements(&cursor, line) }
    guard cursor.isAtEnd || cursor.pass(" ") else { throw LogError(.malformed, at: place()) }
    _ = cursor.pass("\u{FEFF}")
    message.text = Array(cursor.takeRest())
    return message
  }

  private mutating func takeElements(
    _ cursor: inout LogCursor, _ line: ArraySlice<UInt8>
  ) throws(LogError) {
    func fault(_ cursor: LogCursor) -> LogError {
      LogError(cursor.isAtEnd ? .truncated : .malformed, at: cursor.rest.startIndex - line.startIndex)
    }
    var parameters = 0
    guard cursor.next == UInt8(ascii: "[") else { throw fault(cursor) }
    while cursor.pass("[") {
      guard let id = Self.takeName(&cursor) else { throw fault(cursor) }
      var element = Element(id: id, parameters: [])
      while cursor.pass(" ") {
        guard let name = Self.takeName(&cursor), cursor.pass("=\"") else { throw fault(cursor) }
        guard let value = Self.takeValue(&cursor) else { throw fault(cursor) }
        parameters += 1
        guard parameters <= Self.parameterLimit else {
          throw LogError(.tooLarge, at: cursor.rest.startIndex - line.startIndex)
        }
        element.parameters.append(Parameter(name: name, value: value))
      }
      guard cursor.pass("]") else { throw fault(cursor) }
      guard elements.count < Self.elementLimit else {
        throw LogError(.tooLarge, at: cursor.rest.startIndex - line.startIndex)
      }
      elements.append(element)
    }
  }

  /// Source: section 6.3.2, SD-NAME: 1 to 32 printable characters without `=`, `]` and `"`.
  private static func takeName(_ cursor: inout LogCursor) -> String? {
    let name = cursor.rest.prefix { (33...126).contains($0) && $0 != 0x3D && $0 != 0x5D && $0 != 0x22 }
    guard (1...32).contains(name.count) else { return nil }
    cursor = LogCursor(cursor.rest[name.endIndex...])
    return name.text
  }

  /// Source: section 6.3.3: `\"`, `\\` and `\]` are escapes; any other backslash stands for itself.
  private static func takeValue(_ cursor: inout LogCursor) -> String? {
    var value: [UInt8] = []
    var rest = cursor.rest
    while let octet = rest.popFirst() {
      switch octet {
      case UInt8(ascii: "\""):
        cursor = LogCursor(rest)
        return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "]"):
        cursor = LogCursor(cursor.rest[(rest.startIndex - 1)...])
        return nil
      case UInt8(ascii: "\\"):
        if let next = rest.first, next == 0x22 || next == 0x5C || next == 0x5D {
          value.append(next)
          rest = rest.dropFirst()
        } else {
          value.append(octet)
        }
      default: value.append(octet)
      }
    }
    cursor = LogCursor(rest)
    return nil
  }
}
