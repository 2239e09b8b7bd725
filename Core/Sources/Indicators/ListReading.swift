import JSON
import Vocabulary

/// A list under way into memory: what was taken of it, and what was left out where.
struct ListReading: Sendable {
  /// Octets of a pattern or value; a longer one is left out.
  static let valueLimitOctets = 16 << 10

  var list: IndicatorList
  private(set) var failure: IndicatorError?
  /// Entries of any kind.
  private(set) var entries = 0
  private var leftOut: [LeftOut: (count: Int, first: Int)] = [:]
  private var source: IndicatorSource
  private let sourceNumber: Int

  init(into list: consuming IndicatorList, name: String, _ format: IndicatorSource.Format) {
    sourceNumber = list.sources.count
    self.list = list
    source = IndicatorSource(name: name, format: format)
  }

  /// An entry, or a part of one, is not looked for.
  mutating func leaveOut(_ reason: LeftOut, at offset: Int) {
    leftOut[reason, default: (0, offset)].count += 1
  }

  /// One more entry, whatever becomes of it.
  mutating func count() { entries += 1 }

  /// Looks for the values of an entry from now on.
  mutating func take(
    _ values: [IndicatorValue], _ entry: IndicatorList.Entry, at offset: Int, in text: Span<UInt8>
  ) {
    guard failure == nil, !values.isEmpty else { return }
    guard entry.validity.from < entry.validity.until else { return leaveOut(.neverValid, at: offset) }
    var isTaken = false
    for value in values {
      guard list.rows.count < list.valueLimit else {
        return fail("more than \(list.valueLimit) values in all lists", at: offset, in: text)
      }
      guard list.octets.count < list.textLimitOctets else {
        return fail(
          "the values of all lists, and what is said of them, take more than \(list.textLimitOctets) octets",
          at: offset, in: text)
      }
      if list.add(value, entry, source: sourceNumber) {
        isTaken = true
      } else {
        leaveOut(.tooOften, at: offset)
      }
    }
    guard isTaken else { return }
    source.indicators += 1
    list.count += 1
  }

  /// The list cannot be read; the first reason stands.
  mutating func fail(_ message: String, at offset: Int, in text: Span<UInt8>) {
    guard failure == nil else { return }
    let place = TextPlace(offset, in: text)
    failure = IndicatorError(line: place.line, column: place.column, message: message)
  }

  /// The list with what was read of this one.
  consuming func finish(_ text: Span<UInt8>) throws(IndicatorError) -> IndicatorList {
    if let failure { throw failure }
    guard entries > 0 else {
      throw IndicatorError(message: "holds no indicator")
    }
    let noValue = (leftOut[.noIndicator]?.count ?? 0) + (leftOut[.invalidValue]?.count ?? 0)
    if source.format == .csv, source.indicators == 0, noValue == entries {
      let first = TextPlace(leftOut.values.map { $0.first }.min() ?? 0, in: text)
      throw IndicatorError(
        line: first.line, message: "no line holds an address, name, URL, JA4 or hash, nor is it a JSON list")
    }
    for reason in LeftOut.allCases {
      guard let (count, first) = leftOut[reason] else { continue }
      source.omissions.append(
        IndicatorSource.Omission(reason: reason, count: count, line: TextPlace(first, in: text).line))
    }
    list.sources.append(source)
    return list
  }
}

extension IndicatorList {
  /// This list with one more: a STIX 2.1 bundle, MISP events or a table, known by its content. `name` is what
  /// the user calls it.
  ///
  /// Throws: ``IndicatorError`` with line and column at the first thing that cannot be read; nothing of the
  /// list is used then. What can be read and not be looked for is counted in ``sources``.
  public consuming func reading(_ text: Span<UInt8>, name: String) throws(IndicatorError) -> IndicatorList {
    guard sources.count < Self.listLimit else {
      throw IndicatorError(message: "more than \(Self.listLimit) lists")
    }
    guard text.count <= Self.fileLimitOctets else {
      throw IndicatorError(message: "longer than \(Self.fileLimitOctets) octets; cut the list into several")
    }
    guard let first = text.firstVisible else { throw IndicatorError(message: "is empty") }
    if text.beginsJSON(at: first) { return try JSONList.read(text, name: name, into: self) }
    return try IndicatorTable.read(text, name: name, into: self)
  }
}

extension Span<UInt8> {
  /// The first octet that is neither blank nor a byte order mark.
  var firstVisible: Int? {
    var at = count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0
    while at < count, self[at] == 0x20 || (0x09...0x0D).contains(self[at]) { at += 1 }
    return at < count ? at : nil
  }

  /// An IPv6 address in brackets and a defanged dot begin with a bracket, too; behind one of JSON stands
  /// another one, a text, or the end.
  fileprivate func beginsJSON(at first: Int) -> Bool {
    if self[first] == UInt8(ascii: "{") { return true }
    guard self[first] == UInt8(ascii: "[") else { return false }
    var at = first + 1
    while at < count, self[at] == 0x20 || (0x09...0x0D).contains(self[at]) { at += 1 }
    return at == count || [0x22, 0x5B, 0x5D, 0x7B].contains(self[at])
  }
}
