import Inventory
import Vocabulary

extension TextReport {
  /// Who did what to what: what changes a machine first, then the most frequent.
  mutating func writeActivities() {
    var rows: [ActivityRow] = []
    var count = 0
    report.book.forEachActivity(in: report.activities) { row in
      count += 1
      rows.append(row)
      if rows.count > Self.rowLimit * 16 {
        rows.sort(by: Self.precedes)
        rows.removeLast(rows.count - Self.rowLimit)
      }
    }
    guard !rows.isEmpty else { return }
    rows.sort(by: Self.precedes)
    page.line()
    page.line("WHO DID WHAT (\(count), those that change a machine first)", .strong)
    for row in rows.prefix(Self.rowLimit) { writeActivity(row) }
    rest(count, "activities")
  }

  private mutating func writeActivity(_ row: ActivityRow) {
    var text: [UInt8] = []
    words.appendDevice(row.actor, to: &text)
    text.append(contentsOf: " \(row.verb.text) ".utf8)
    words.appendDevice(row.target, to: &text)
    if row.unit >= 0 { text.append(contentsOf: " unit \(row.unit)".utf8) }
    if let object = row.object.spelled(report.names) {
      text.append(contentsOf: ": ".utf8)
      text.append(contentsOf: object)
    }
    text.append(contentsOf: " (\(row.name.text), \(TextPage.number(row.count))x".utf8)
    if row.outcomes.refused > 0 { text.append(contentsOf: ", \(row.outcomes.refused) refused".utf8) }
    if row.outcomes.failed > 0 { text.append(contentsOf: ", \(row.outcomes.failed) failed".utf8) }
    if row.outcomes.unanswered > 0 { text.append(contentsOf: ", \(row.outcomes.unanswered) unanswered".utf8) }
    text.append(UInt8(ascii: ")"))
    page.paragraph(text, indent: 4, lead: "  - ")
  }

  private static func precedes(_ left: ActivityRow, _ right: ActivityRow) -> Bool {
    let (leftWeight, rightWeight) = (weight(left.verb), weight(right.verb))
    if leftWeight != rightWeight { return leftWeight > rightWeight }
    if left.count != right.count { return left.count > right.count }
    return left.first < right.first
  }

  /// What an activity can do to a plant, highest first.
  private static func weight(_ verb: Verb) -> Int {
    switch verb {
    case .update: 9
    case .program: 8
    case .setMode: 7
    case .configure: 6
    case .operate: 5
    case .write: 4
    case .transfer: 3
    case .authenticate: 2
    case .connect, .browse, .identify, .read, .signal: 1
    }
  }
}
