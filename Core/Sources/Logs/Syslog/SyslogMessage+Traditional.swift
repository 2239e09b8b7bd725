import Vocabulary

/// A message as it was written before RFC 5424, and the ways in which devices write it differently.
///
/// Whatever cannot be told is part of the text: a receiver shall take every message.
///
/// Source: RFC 3164, sections 4.1 to 4.3.
extension SyslogMessage {
  static func traditional(_ start: LogCursor, _ clock: LogClock) -> SyslogMessage {
    var message = SyslogMessage(form: .traditional)
    var cursor = start
    passSequenceNumber(&cursor)
    passSequenceNumber(&cursor)
    guard let time = takeTime(&cursor, clock) else {
      // No timestamp: all of it is text, which may have a tag.
      var tagged = start
      message.takeTag(&tagged)
      message.text = Array(tagged.takeRest())
      return message
    }
    message.time = time
    _ = cursor.pass(":")
    cursor.passSpaces()
    // `LEGACY-HOST kernel: text`, but also `kernel: text`: a host's name has no colon behind it. One that is
    // an IPv6 address has colons inside.
    var ahead = cursor
    if let word = ahead.word(), ahead.pass(" "), isHost(word) {
      message.host = word.text
      cursor = ahead
      cursor.passSpaces()
      // Cisco writes a colon of its own behind the host.
      _ = cursor.pass(": ")
    }
    message.takeTag(&cursor)
    message.text = Array(cursor.takeRest())
    return message
  }

  private static func isHost(_ word: ArraySlice<UInt8>) -> Bool {
    guard let last = word.last, last != UInt8(ascii: ":"), word.count <= 255 else { return false }
    return word.allSatisfy { octet in
      octet >= 0x80 || LogCursor.isDigit(octet) || (0x41...0x5A).contains(octet & 0xDF)
        || [0x2D, 0x2E, 0x3A, 0x5F, 0x25].contains(octet)
    }
  }

  /// Cisco numbers its messages, `000123: `, and may mark a clock that is not set right with `*` or `.`.
  private static func passSequenceNumber(_ cursor: inout LogCursor) {
    var ahead = cursor
    ahead.passSpaces()
    guard ahead.number(digits: 10) != nil, ahead.pass(": ") else { return }
    cursor = ahead
  }

  private static func takeTime(_ cursor: inout LogCursor, _ clock: LogClock) -> Timestamp? {
    var ahead = cursor
    ahead.passSpaces()
    if !ahead.pass("*") { _ = ahead.pass(".") }
    if let next = ahead.next, LogCursor.isDigit(next) {
      guard let word = ahead.word() else { return nil }
      let text = word.last == UInt8(ascii: ":") ? word.dropLast() : word
      guard text.count > 10, text[text.startIndex + 10] == UInt8(ascii: "T"),
        var moment = Timestamp(rfc3339: text)
      else { return nil }
      // One that names no offset is in the writer's own time.
      let tail = text.suffix(6)
      let hasOffset =
        text.last == UInt8(ascii: "Z")
        || tail.count == 6 && (tail.first == UInt8(ascii: "+") || tail.first == UInt8(ascii: "-"))
      if !hasOffset {
        moment = Timestamp(seconds: 0, nanoseconds: moment.nanoseconds).shifted(
          bySeconds: -clock.offsetSeconds)
      }
      cursor = ahead
      return moment
    }
    guard let month = takeMonth(&ahead) else { return nil }
    ahead.passSpaces()
    guard let day = ahead.number(digits: 2), (1...31).contains(day), ahead.pass(" ") else { return nil }
    ahead.passSpaces()
    // Some write the year before the time, Cisco too: `Mar  3 2026 10:00:00`.
    var withYear = ahead
    var year: Int?
    if let number = withYear.number(exactly: 4), withYear.pass(" "), (1970...2200).contains(number) {
      year = number
      ahead = withYear
    }
    guard let hour = ahead.number(exactly: 2), ahead.pass(":"), let minute = ahead.number(exactly: 2),
      ahead.pass(":"), let second = ahead.number(exactly: 2), hour < 24, minute < 60, second <= 60
    else { return nil }
    var nanoseconds: Int64 = 0
    if ahead.pass(".") {
      let before = ahead.rest.count
      guard let fraction = ahead.number(digits: 9) else { return nil }
      nanoseconds = Int64(fraction)
      for _ in 0..<max(0, 9 - (before - ahead.rest.count)) { nanoseconds *= 10 }
    }
    var offset = clock.offsetSeconds
    if ahead.pass(" UTC") || ahead.pass(" GMT") { offset = 0 }
    cursor = ahead
    func moment(in year: Int) -> Timestamp {
      let days = Timestamp.days(year: Int64(year), month: Int64(month), day: Int64(day))
      let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset)
      return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
    if let year { return moment(in: year) }
    // The latest year in which the line is at most a day ahead of its receipt.
    let current = clock.received.calendar.year
    let dayAhead: Int64 = 86_400_000_000_000
    for year in [current + 1, current] where moment(in: year).nanoseconds(since: clock.received) <= dayAhead {
      return moment(in: year)
    }
    return moment(in: current - 1)
  }

  private static func takeMonth(_ cursor: inout LogCursor) -> Int? {
    let months: [String] = [
      "Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec ",
    ]
    for (index, month) in months.enumerated() where cursor.pass(month) { return index + 1 }
    return nil
  }

  /// `sshd[123]: `, `sudo: ` or `%SYS-5-CONFIG_I: `; what has no such form is text.
  private mutating func takeTag(_ cursor: inout LogCursor) {
    var ahead = cursor
    let tag = ahead.rest.prefix { $0 > 0x20 && $0 != 0x3A && $0 != 0x5B && $0 < 0x7F }
    guard (1...64).contains(tag.count) else { return }
    ahead = LogCursor(ahead.rest[tag.endIndex...])
    var process: ArraySlice<UInt8>?
    if ahead.pass("[") {
      guard let inside = ahead.take(before: "]"), inside.count <= 64 else { return }
      process = inside
    }
    guard ahead.pass(":") else { return }
    _ = ahead.pass(" ")
    program = tag.text
    processID = process?.textUnlessNil
    cursor = ahead
  }
}

extension Timestamp {
  func shifted(bySeconds seconds: Int) -> Timestamp {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(Int64(seconds) * 1_000_000_000)
    return overflow ? self : Timestamp(nanoseconds: sum)
  }
}
