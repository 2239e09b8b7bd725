import JSON
import Vocabulary

/// One entry of a list of the file, with the place at which it stands.
struct CalendarEntry {
  let list: String
  let value: JSONValue
  /// Octets before it.
  let offset: Int
  let file: [UInt8]

  /// What is wrong with the member `key`, or with the entry where it has none of that name.
  func error(_ message: String) -> CalendarError { error(nil, message) }

  func error(_ key: String?, _ message: String) -> CalendarError {
    var at = offset
    if let key, let place = Self.place(of: key, in: file.span, from: offset) { at = place }
    let place = TextPlace(at, in: file.span)
    return CalendarError(line: place.line, column: place.column, message: message)
  }

  /// It is an object with no other members than these.
  func check(_ keys: [String]) throws(CalendarError) {
    guard let members = value.members else {
      throw error("an entry of '\(list)' must be an object in braces")
    }
    // Octet by octet: a letter that only looks like one of a key makes another key.
    for member in members where !keys.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
      throw error(
        member.key, "'\(Self.shown(member.key))' is no key here; there are \(keys.joined(separator: ", "))")
    }
  }

  func text(_ key: String) throws(CalendarError) -> String {
    guard let member = value[key] else { throw error("'\(key)' is missing") }
    guard let text = member.string else { throw error(key, "'\(key)' must be a text in quotation marks") }
    return try usable(text, key)
  }

  func optionalText(_ key: String) throws(CalendarError) -> String? {
    value[key] == nil ? nil : try text(key)
  }

  func flag(_ key: String) throws(CalendarError) -> Bool {
    guard let member = value[key] else { return false }
    guard let flag = member.bool else { throw error(key, "'\(key)' must be true or false") }
    return flag
  }

  /// At least one text, unless the list may be left out.
  func texts(_ key: String, isOptional: Bool = false) throws(CalendarError) -> [String] {
    guard let member = value[key] else {
      if isOptional { return [] }
      throw error("'\(key)' is missing")
    }
    guard let elements = member.elements else {
      throw error(key, "'\(key)' must be a list of texts, as in [\"…\"]")
    }
    guard elements.count <= PlantCalendar.textsLimit else {
      throw error(key, "'\(key)' has more than \(PlantCalendar.textsLimit) texts")
    }
    guard isOptional || !elements.isEmpty else { throw error(key, "'\(key)' must name at least one") }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string else {
        throw error(key, "'\(key)' must be a list of texts, as in [\"…\"]")
      }
      texts.append(try usable(text, key))
    }
    return texts
  }

  func days(_ key: String) throws(CalendarError) -> [Weekday] {
    var days: [Weekday] = []
    for text in try texts(key) {
      guard let day = Weekday(text) else { throw error(key, "'\(Self.shown(text))' is no day of the week") }
      if !days.contains(day) { days.append(day) }
    }
    return days
  }

  func verbs(_ key: String) throws(CalendarError) -> [Verb] {
    var verbs: [Verb] = []
    for text in try texts(key) {
      if text == "*" { return Verb.allCases }
      guard let verb = Verb.allCases.first(where: { $0.text == text }) else {
        let known = Verb.allCases.map(\.text).joined(separator: ", ")
        throw error(key, "'\(Self.shown(text))' is no verb; there are \(known)")
      }
      if !verbs.contains(verb) { verbs.append(verb) }
    }
    return verbs
  }

  func clock(_ key: String) throws(CalendarError) -> Int64 {
    let text = try text(key)
    guard let seconds = WrittenTime.clock(text) else {
      throw error(key, "'\(Self.shown(text))' is no time of day as in 06:00")
    }
    return seconds
  }

  func period(_ offsets: UTCOffsets) throws(CalendarError) -> CalendarPeriod {
    let from = try time("from").beginning(offsets)
    let to = try time("to").end(offsets)
    guard from < to else { throw error("to", "'to' must be later than 'from'") }
    return CalendarPeriod(from: from, to: to)
  }

  func time(_ key: String) throws(CalendarError) -> WrittenTime {
    let text = try text(key)
    guard let time = WrittenTime(text) else {
      throw error(key, "'\(Self.shown(text))' is no day or time as in 2026-12-02 or 2026-12-02T22:00")
    }
    return time
  }

  private func usable(_ text: String, _ key: String) throws(CalendarError) -> String {
    guard text.utf8.count <= PlantCalendar.textLimitOctets else {
      throw error(key, "'\(key)' is longer than \(PlantCalendar.textLimitOctets) octets")
    }
    guard !text.isEmpty else { throw error(key, "'\(key)' must not be empty") }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw error(key, "'\(key)' must not hold control characters")
    }
    return text
  }

  /// A text of the file as a message may repeat it: cut, and without control characters.
  static func shown(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(64) {
      shown.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "?" : scalar)
    }
    return shown
  }

  /// Where `key` stands among the members of the object that begins at `start`.
  private static func place(of key: String, in text: Span<UInt8>, from start: Int) -> Int? {
    let wanted = Array(key.utf8)
    var depth = 0
    var at = max(0, start)
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""):
        let opening = at
        at += 1
        while at < text.count, text[at] != UInt8(ascii: "\"") {
          at += text[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        if depth == 1, isKey(wanted, in: text, from: opening + 1, to: at) { return opening }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return nil }
      default: break
      }
      at += 1
    }
    return nil
  }

  private static func isKey(_ wanted: [UInt8], in text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard end - start == wanted.count, end < text.count else { return false }
    for index in 0..<wanted.count where text[start + index] != wanted[index] { return false }
    var after = end + 1
    while after < text.count, text[after] <= 0x20 { after += 1 }
    return after < text.count && text[after] == UInt8(ascii: ":")
  }
}
