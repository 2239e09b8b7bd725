import JSON
import Vocabulary

/// Reads plain lists: one value a line, or a table whose first line names its columns.
///
/// Columns are `value` (or `indicator`, `ioc`, `observable`), `type`, `description` (or `comment`, `label`),
/// `id` (or `uuid`), `valid_from` and `valid_until`; others are read over. Without a first line of names the
/// value comes first and what is said of it second. Commas, semicolons or tabs separate. `#` begins a
/// comment.
///
/// Source: RFC 4180, and the semicolon of spreadsheets in most of Europe.
struct IndicatorTable {
  /// Octets of a line.
  static let lineLimitOctets = 64 << 10

  private enum Column: Sendable { case value, type, label, id, from, until, other }

  private var columns: [Column] = []
  private var separator: UInt8?
  private var hasBegun = false

  static func read(
    _ text: Span<UInt8>, name: String, into list: consuming IndicatorList
  ) throws(IndicatorError) -> IndicatorList {
    var reading = ListReading(into: list, name: name, .csv)
    var table = IndicatorTable()
    var start = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
    try checkUTF8(text, from: start)
    var line: [UInt8] = []
    while start < text.count, reading.failure == nil {
      line.removeAll(keepingCapacity: true)
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      guard end - start <= lineLimitOctets else {
        let place = TextPlace(start, in: text)
        throw IndicatorError(line: place.line, message: "longer than \(lineLimitOctets) octets")
      }
      for index in start..<end { line.append(text[index]) }
      try table.take(line, at: start, text, &reading)
      start = end + 1
    }
    return try reading.finish(text)
  }

  private static func checkUTF8(_ text: Span<UInt8>, from start: Int) throws(IndicatorError) {
    var at = start
    while at < text.count {
      let length = text[at] < 0x80 ? 1 : utf8Length(in: text, at: at)
      guard let length, text[at] != 0 else {
        let place = TextPlace(at, in: text)
        throw IndicatorError(line: place.line, column: place.column, message: "not UTF-8 text")
      }
      at += length
    }
  }

  private mutating func take(
    _ line: [UInt8], at offset: Int, _ text: Span<UInt8>, _ reading: inout ListReading
  ) throws(IndicatorError) {
    guard let first = line.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#") else { return }
    if !hasBegun {
      hasBegun = true
      separator = Self.separator(line)
      columns = try columns(line, at: offset, text)
      if !columns.isEmpty { return }
    }
    reading.count()
    let fields: [[UInt8]]
    do throws(LeftOut) {
      fields = columns.isEmpty ? Self.plain(line) : try Self.fields(line, separator)
    } catch {
      return reading.fail("the quote that opens here is not closed on its line", at: offset, in: text)
    }
    take(fields, at: offset, text, &reading)
  }

  private func take(
    _ fields: [[UInt8]], at offset: Int, _ text: Span<UInt8>, _ reading: inout ListReading
  ) {
    var entry = IndicatorList.Entry()
    var (value, type): (ArraySlice<UInt8>, ArraySlice<UInt8>) = ([], [])
    for (number, field) in fields.enumerated() {
      let column =
        columns.isEmpty
        ? number == 0 ? Column.value : .label : number < columns.count ? columns[number] : .other
      switch column {
      case .value: value = field[...]
      case .type: type = field[...]
      case .label: if entry.label.isEmpty { entry.label = field[...] }
      case .id: entry.id = field[...]
      case .from, .until:
        guard !field.isEmpty else { continue }
        guard let time = Timestamp(rfc3339: field[...]) else {
          return reading.fail("no time: write it as 2026-11-30 or 2026-11-30T12:00:00Z", at: offset, in: text)
        }
        if column == .from { entry.validity.from = time } else { entry.validity.until = time }
      case .other: break
      }
    }
    guard value.count <= ListReading.valueLimitOctets else { return reading.leaveOut(.tooLong, at: offset) }
    let plain = Defanged.restored(value)
    do throws(LeftOut) {
      let values =
        type.isEmpty ? try IndicatorType.guess(plain[...]) : try IndicatorType.values(type, plain[...])
      reading.take(values, entry, at: offset, in: text)
    } catch {
      reading.leaveOut(error, at: offset)
    }
  }

  /// The columns that a first line names; none where it is a value already.
  private func columns(
    _ line: [UInt8], at offset: Int, _ text: Span<UInt8>
  ) throws(IndicatorError) -> [Column] {
    guard let fields = try? Self.fields(line, separator) else { return [] }
    let columns = fields.map { Self.column($0) }
    let known = columns.filter { $0 != .other }.count
    guard known > 0 else { return [] }
    let place = TextPlace(offset, in: text)
    guard columns.contains(.value) else {
      // One word alone may be a value that happens to be called so.
      if fields.count == 1 { return [] }
      throw IndicatorError(
        line: place.line, message: "no column is called 'value': where do the indicators stand?")
    }
    if columns.filter({ $0 == .value }).count > 1 {
      throw IndicatorError(line: place.line, message: "two columns are called as one of values is")
    }
    return columns
  }

  private static func column(_ field: [UInt8]) -> Column {
    let name = field.filter { $0 != 0x20 && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
      .map { IndicatorValue.lowered($0) }
    switch String(decoding: name.prefix(32), as: UTF8.self) {
    case "value", "indicator", "ioc", "observable", "iocvalue", "indicatorvalue": return .value
    case "type", "indicatortype", "ioctype", "kind": return .type
    case "description", "comment", "label", "info", "title", "name": return .label
    case "id", "uuid", "indicatorid": return .id
    case "validfrom", "from": return .from
    case "validuntil", "until", "expires", "expiration": return .until
    default: return .other
    }
  }

  private static func separator(_ line: [UInt8]) -> UInt8? {
    for sign in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] where line.contains(sign) { return sign }
    return nil
  }

  /// A line without named columns: the value, and what is said of it behind a separator or `#`.
  ///
  /// A URL may hold commas and semicolons: it ends at a blank.
  private static func plain(_ line: [UInt8]) -> [[UInt8]] {
    let text = trimmed(line[...])
    if text.first == UInt8(ascii: "\"") {
      return (try? fields(Array(text), separator(Array(text)))) ?? [Array(text)]
    }
    let isURL = IndicatorValue.scheme(Defanged.restored(text.prefix(64))[...]) != nil
    let end = text.firstIndex { octet in
      octet <= 0x20 || (!isURL && (octet == UInt8(ascii: ",") || octet == UInt8(ascii: ";")))
    }
    guard let end else { return [Array(text)] }
    let rest = text[end...].drop { $0 <= 0x20 || [0x2C, 0x3B, 0x23].contains($0) }
    return [Array(text[..<end]), Array(trimmed(rest))]
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, first <= 0x20 { text = text.dropFirst() }
    while let last = text.last, last <= 0x20 { text = text.dropLast() }
    return text
  }

  /// The fields of a line, quotes doubled inside quotes.
  private static func fields(_ line: [UInt8], _ separator: UInt8?) throws(LeftOut) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var at = 0
    while at < line.count {
      if line[at] == separator {
        fields.append(Array(trimmed(field[...])))
        field = []
        at += 1
      } else if line[at] == UInt8(ascii: "\""), field.allSatisfy({ $0 <= 0x20 }) {
        field = []
        at += 1
        while true {
          guard at < line.count else { throw .invalidValue }
          if line[at] == UInt8(ascii: "\"") {
            guard at + 1 < line.count, line[at + 1] == UInt8(ascii: "\"") else { break }
            at += 1
          }
          field.append(line[at])
          at += 1
        }
        at += 1
      } else {
        field.append(line[at])
        at += 1
      }
    }
    fields.append(Array(trimmed(field[...])))
    return fields
  }
}
