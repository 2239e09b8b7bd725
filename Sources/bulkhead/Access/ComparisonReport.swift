import Access
import Authorization
import Operations
import Reports

/// What policies change for whom, as a person reads it: what is alike stands on one line.
struct ComparisonReport {
  private let comparison: AccessComparison

  init(_ comparison: AccessComparison) { self.comparison = comparison }

  static func tell(_ change: PolicyChange) throws {
    StandardStream.output.write(line: "holds now: \(change.digest)\nheld before: \(change.replaced)")
    ComparisonReport(
      try AccessComparison(from: change.before, to: change.after, by: try AccessModel())
    ).print()
  }

  func print() { StandardStream.output.writeOrEnd(text(isColoured: StandardStream.output.isTerminal)) }

  private func text(isColoured: Bool) -> [UInt8] {
    var page = TextPage(isColoured: isColoured)
    let lines = lines()
    for (title, way) in [("Gained", Way.gained), ("Lost", .lost), ("Otherwise", .otherwise)] {
      let those = lines.filter { $0.way == way }
      guard !those.isEmpty else { continue }
      page.line()
      page.line(title, .strong)
      for line in those { append(line, to: &page) }
    }
    if lines.isEmpty { page.line("nothing changes for anybody that was asked about") }
    if comparison.unaskedCount > 0 {
      page.line("not asked about: \(comparison.unaskedCount) more that the policies name")
    }
    return page.octets
  }

  private func append(_ line: Line, to page: inout TextPage) {
    let others = AccessComparison.occasionNames.filter { !line.when.contains($0) }
    let when =
      line.when.isEmpty
      ? "" : others.count == 1 ? " (but \(others[0]))" : " (\(line.when.joined(separator: ", ")))"
    page.paragraph(
      Array("\(line.who.joined(separator: ", ")): \(line.before) -> \(line.after)\(when)".utf8), indent: 2)
    page.paragraph(
      Array("\(line.actions.joined(separator: ", ")) on \(line.what.joined(separator: ", "))".utf8), indent: 6
    )
  }

  /// Rows that differ in one thing only are put together: first by action, then by person, then by thing.
  private func lines() -> [Line] {
    var lines: [Line] = []
    for row in comparison.rows { lines.append(Line(row)) }
    lines = Self.joined(lines, by: { $0.with(actions: []) }) { $0.actions += $1.actions }
    lines = Self.joined(lines, by: { $0.with(who: []) }) { $0.who += $1.who }
    return Self.joined(lines, by: { $0.with(what: []) }) { $0.what += $1.what }
  }

  private static func joined(
    _ lines: [Line], by key: (Line) -> Line, _ join: (inout Line, Line) -> Void
  ) -> [Line] {
    var places: [Line: Int] = [:]
    var joined: [Line] = []
    for line in lines {
      if let place = places[key(line)] {
        join(&joined[place], line)
      } else {
        places[key(line)] = joined.count
        joined.append(line)
      }
    }
    return joined
  }
}

private enum Way: Hashable {
  case gained, lost, otherwise
}

private struct Line: Hashable {
  let way: Way
  var who: [String]
  var actions: [String]
  var what: [String]
  let when: [String]
  let before: String
  let after: String

  init(_ row: AccessComparison.Row) {
    switch (row.after.gains(over: row.before), row.before.gains(over: row.after)) {
    case (true, false): way = .gained
    case (false, true): way = .lost
    default: way = .otherwise
    }
    who = [row.who]
    actions = [row.action.string]
    what = [row.what]
    when = row.when
    before = row.before.words
    after = row.after.words
  }

  func with(who: [String]? = nil, actions: [String]? = nil, what: [String]? = nil) -> Line {
    var line = self
    if let who { line.who = who }
    if let actions { line.actions = actions }
    if let what { line.what = what }
    return line
  }
}
