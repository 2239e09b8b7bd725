import JSON
import Vocabulary

/// Lists in JSON: STIX bundles and MISP events, told apart by what stands in them.
enum JSONList {
  /// The most containers inside one another.
  static let nestingLimit = 64
  /// Arrays whose elements are read and forgotten one by one; the outermost has no key.
  private static let arrays = ["objects", "Attribute", "Object", "response", ""]

  static func read(
    _ text: Span<UInt8>, name: String, into list: consuming IndicatorList
  ) throws(IndicatorError) -> IndicatorList {
    let isSTIX = Self.isSTIX(text)
    var reading = ListReading(into: list, name: name, isSTIX ? .stix : .misp)
    var events = MISPEvents(firstRow: reading.list.rows.count)
    let reader = JSONReader(textLimitOctets: IndicatorList.fileLimitOctets, nestingLimit: nestingLimit)
    let root: JSONValue
    do throws(JSONError) {
      root = try reader.read(text, handingOver: isSTIX ? ["objects"] : arrays) { element in
        if isSTIX {
          if element.depth == 1 { STIXBundle.take(element, text, &reading) }
        } else {
          events.take(element, text, &reading)
        }
      }
    } catch {
      throw IndicatorError(line: error.line, column: error.column, message: error.message)
    }
    if isSTIX {
      try STIXBundle.check(root)
    } else {
      events.end(root, &reading)
      guard events.isMISP(root) || reading.failure != nil else {
        throw IndicatorError(message: "is JSON, but neither a STIX bundle nor a MISP event")
      }
    }
    return try reading.finish(text)
  }

  /// Whether the outermost object has the members of a bundle or of an envelope. They may stand in any order,
  /// so whole members are passed over until one tells.
  private static func isSTIX(_ text: Span<UInt8>) -> Bool {
    guard let first = text.firstVisible, text[first] == UInt8(ascii: "{") else { return false }
    var at = first + 1
    while let key = string(text, &at) {
      skip(text, &at, UInt8(ascii: ":"))
      switch String(decoding: key, as: UTF8.self) {
      case "objects", "spec_version": return true
      case "Event", "response": return false
      case "type": return string(text, &at) == Array("bundle".utf8)
      default: passValue(text, &at)
      }
      skip(text, &at, UInt8(ascii: ","))
    }
    return false
  }

  /// The beginning of a string, escapes as they stand; nil where none begins here.
  private static func string(_ text: Span<UInt8>, _ at: inout Int) -> [UInt8]? {
    skip(text, &at, 0)
    guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
    var octets: [UInt8] = []
    at += 1
    while at < text.count, text[at] != UInt8(ascii: "\"") {
      if octets.count < 16 { octets.append(text[at]) }
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    at += 1
    return octets
  }

  /// Passes a value, up to the comma or bracket behind it.
  private static func passValue(_ text: Span<UInt8>, _ at: inout Int) {
    var depth = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""): _ = string(text, &at)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return }
        depth -= 1
        at += 1
      case UInt8(ascii: ",") where depth == 0: return
      default: at += 1
      }
    }
  }

  /// Passes blanks, then `octet` where it stands there, then blanks.
  private static func skip(_ text: Span<UInt8>, _ at: inout Int, _ octet: UInt8) {
    while at < text.count, text[at] <= 0x20 { at += 1 }
    if octet != 0, at < text.count, text[at] == octet { at += 1 }
    while at < text.count, text[at] <= 0x20 { at += 1 }
  }
}

extension JSONValue {
  /// The octets of the string under `key`.
  ///
  /// Throws: the key, where something else than a string or null stands there.
  func octets(_ key: String) throws(WrongType) -> [UInt8]? {
    guard let value = self[key], !value.isNull else { return nil }
    guard let text = value.string else { throw WrongType(key: key, wanted: "a text") }
    return Array(text.utf8)
  }
}

/// A member of an object is not what its format says.
struct WrongType: Error {
  var key: String
  var wanted: String

  func message(_ what: String) -> String { "'\(key)' of \(what) must be \(wanted)" }
}
