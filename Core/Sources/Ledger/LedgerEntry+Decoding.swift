import JSON
import Vocabulary

extension LedgerEntry {
  /// Reads an entry as it stands in the ledger, strictly: every key in its place, and no octet that
  /// ``encoded()`` would not write.
  ///
  /// - Throws: what is wrong, and at which octet
  public init(parsing octets: ArraySlice<UInt8>) throws(LedgerError) {
    guard octets.count <= Self.octetLimit else {
      throw LedgerError(.tooLarge(limitOctets: Self.octetLimit), at: Self.octetLimit)
    }
    var reader = EntryReader(octets)
    try reader.pass("{\"v\":")
    guard try reader.number() == UInt64(Self.version) else { throw LedgerError(.unknownVersion, at: 5) }
    try reader.pass(",\"time\":")
    let time = try reader.time()
    try reader.pass(",\"clock\":")
    let source = try reader.text()
    try reader.pass(",\"sure_ns\":")
    let uncertainty: UInt64? = reader.passesNull() ? nil : try reader.number()
    try reader.pass(",\"late\":")
    let late: Timestamp? = reader.passesNull() ? nil : try reader.time()
    try reader.pass(",\"actor\":")
    let kind = try reader.word(Actor.Kind.allCases.map { $0.rawValue })
    try reader.pass(",\"id\":")
    let id = try reader.text()
    let device = try reader.optional(",\"device\":")
    let session = try reader.optional(",\"session\":")
    try reader.pass(",\"action\":")
    let action = try reader.text()
    try reader.pass(",\"target\":")
    let target = try reader.text()
    let object = try reader.optional(",\"object\":")
    try reader.pass(",\"decision\":")
    let decision = try reader.word(Decision.allCases.map { $0.rawValue })
    try reader.pass(",\"policies\":")
    let policies = try reader.texts(limit: Self.policyLimit)
    try reader.pass(",\"outcome\":")
    let outcome = try reader.word(Outcome.allCases.map { $0.rawValue })
    let reason = try reader.optional(",\"reason\":")
    try reader.pass("}")
    guard reader.isAtEnd else { throw LedgerError(.trailing, at: reader.offset) }
    self.init(
      time: time, clock: Clock(source: source, uncertaintyNanoseconds: uncertainty), late: late,
      actor: Actor(Actor.Kind(rawValue: kind) ?? .unknown, id), device: device, session: session,
      action: action, target: target, object: object, decision: Decision(rawValue: decision) ?? .denied,
      policies: policies, outcome: Outcome(rawValue: outcome) ?? .unknown, reason: reason)
    let canonical = try encoded()
    if !canonical.elementsEqual(octets) {
      let same = zip(canonical, octets).prefix { $0 == $1 }
      var count = 0
      for _ in same { count += 1 }
      throw LedgerError(.notCanonical, at: count)
    }
  }
}

/// Reads the parts of an entry, which follow one another in one order.
private struct EntryReader {
  private let octets: ArraySlice<UInt8>
  private var at: Int

  init(_ octets: ArraySlice<UInt8>) {
    self.octets = octets
    at = octets.startIndex
  }

  var offset: Int { at - octets.startIndex }
  var isAtEnd: Bool { at == octets.endIndex }

  mutating func pass(_ word: StaticString) throws(LedgerError) {
    let text = word.description
    guard octets[at...].starts(with: text.utf8) else {
      throw LedgerError(octets.endIndex - at < text.utf8.count ? .ended : .expected(text), at: offset)
    }
    at += text.utf8.count
  }

  mutating func passesNull() -> Bool {
    guard octets[at...].starts(with: "null".utf8) else { return false }
    at += 4
    return true
  }

  mutating func optional(_ key: StaticString) throws(LedgerError) -> String? {
    try pass(key)
    return passesNull() ? nil : try text()
  }

  mutating func number() throws(LedgerError) -> UInt64 {
    let digits = octets[at...].prefix { (0x30...0x39).contains($0) }
    guard let number = decimal(digits) else { throw LedgerError(.invalidNumber, at: offset) }
    at = digits.endIndex
    return number
  }

  mutating func text() throws(LedgerError) -> String {
    let start = at
    guard at < octets.endIndex else { throw LedgerError(.ended, at: offset) }
    guard octets[at] == UInt8(ascii: "\"") else { throw LedgerError(.expected("a text"), at: offset) }
    at += 1
    var hasEscapes = false
    while at < octets.endIndex, octets[at] != UInt8(ascii: "\"") {
      if octets[at] == UInt8(ascii: "\\") {
        hasEscapes = true
        at += 1
      }
      at += 1
    }
    guard at < octets.endIndex else { throw LedgerError(.ended, at: octets.count) }
    at += 1
    if !hasEscapes { return String(decoding: octets[(start + 1)..<(at - 1)], as: UTF8.self) }
    guard let value = try? JSONReader().read(Array(octets[start..<at])), case .string(let text) = value else {
      throw LedgerError(.expected("a text"), at: start - octets.startIndex)
    }
    return text
  }

  mutating func word(_ words: [String]) throws(LedgerError) -> String {
    let start = offset
    let text = try text()
    guard words.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else {
      throw LedgerError(.expected(words.joined(separator: ", ")), at: start)
    }
    return text
  }

  mutating func texts(limit: Int) throws(LedgerError) -> [String] {
    try pass("[")
    var texts: [String] = []
    while at < octets.endIndex, octets[at] != UInt8(ascii: "]") {
      guard texts.count < limit else { throw LedgerError(.tooMany("policies", limit: limit), at: offset) }
      if !texts.isEmpty { try pass(",") }
      texts.append(try text())
    }
    try pass("]")
    return texts
  }

  /// RFC 3339 in UTC with nine digits of a second, as it is written.
  mutating func time() throws(LedgerError) -> Timestamp {
    let start = offset
    let text = Array(try text().utf8)
    func digits(_ range: Range<Int>) -> Int64? {
      text[range].reduce(0) { sum, sign in
        (0x30...0x39).contains(sign) ? sum.map { $0 * 10 + Int64(sign - 0x30) } : nil
      }
    }
    guard text.count == 30, let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10),
      let hour = digits(11..<13), let minute = digits(14..<16), let second = digits(17..<19),
      let fraction = digits(20..<29), (1...12).contains(month), (1...31).contains(day)
    else { throw LedgerError(.expected("a time"), at: start) }
    // Days since 1970-01-01, counted from 1 March so that leap days come last.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return Timestamp(
      seconds: days * 86_400 + hour * 3_600 + minute * 60 + second, nanoseconds: fraction)
  }
}
