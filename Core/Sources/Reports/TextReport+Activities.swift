import Inventory
import Vocabulary

extension TextReport {
  /// Who did what to whom: a line for each actor, verb and target, what changes a machine first.
  mutating func writeActivities() {
    var deeds: [Deeds] = []
    report.book.forEachActivity(in: report.activities) { row in
      if let last = deeds.indices.last, deeds[last].isOf(row, report.book) {
        deeds[last].add(row)
        return
      }
      deeds.append(Deeds(row))
      if deeds.count > Self.rowLimit * 64 { Self.keepFirst(&deeds) }
    }
    guard !deeds.isEmpty else { return }
    deeds.sort(by: Deeds.precedes)
    page.line()
    page.line("WHO DOES WHAT (what changes a machine first)", .strong)
    for deed in deeds.prefix(Self.rowLimit) { write(deed) }
    rest(deeds.count, "lines")
  }

  /// Of very many lines only those that could be shown stay, and the newest, which may still grow.
  private static func keepFirst(_ deeds: inout [Deeds]) {
    let newest = deeds.removeLast()
    deeds.sort(by: Deeds.precedes)
    deeds.removeLast(deeds.count - rowLimit * 2)
    deeds.append(newest)
  }

  private mutating func write(_ deeds: Deeds) {
    var text: [UInt8] = []
    words.appendDevice(deeds.first.actor, to: &text)
    text.append(contentsOf: " -> ".utf8)
    words.appendDevice(deeds.first.target, to: &text)
    let total = deeds.outcomes.total
    let often = total == 1 ? "once" : "\(TextPage.number(total)) times"
    text.append(contentsOf: ", \(deeds.first.name.text), \(often)".utf8)
    if deeds.outcomes.refused > 0 { text.append(contentsOf: ", \(deeds.outcomes.refused) refused".utf8) }
    if deeds.outcomes.failed > 0 { text.append(contentsOf: ", \(deeds.outcomes.failed) failed".utf8) }
    if deeds.outcomes.unanswered > 0 {
      text.append(contentsOf: ", \(deeds.outcomes.unanswered) unanswered".utf8)
    }
    for (number, object) in deeds.objects.enumerated() {
      text.append(contentsOf: (number == 0 ? ": " : ", ").utf8)
      text.append(contentsOf: object.spelled(report.names) ?? [])
    }
    if deeds.rows > deeds.objects.count, !deeds.objects.isEmpty {
      text.append(contentsOf: " and \(deeds.rows - deeds.objects.count) more".utf8)
    }
    page.label("  " + TextPage.column(deeds.first.verb.text, 14), .plain)
    page.paragraph(text, indent: 16, isBegun: true)
  }
}

/// The activities of one actor, verb, target and protocol.
private struct Deeds {
  /// Objects that a line names.
  static let objectLimit = 3

  let first: ActivityRow
  private(set) var rows = 1
  private(set) var outcomes: OutcomeCounts
  private(set) var objects: [ObjectReference] = []

  init(_ row: ActivityRow) {
    first = row
    outcomes = row.outcomes
    keep(row.object)
  }

  func isOf(_ row: ActivityRow, _ book: AssetBook) -> Bool {
    first.verb == row.verb && first.name == row.name && book.isSameAsset(first.actor, row.actor)
      && book.isSameAsset(first.target, row.target)
  }

  mutating func add(_ row: ActivityRow) {
    rows += 1
    outcomes.add(row.outcomes)
    keep(row.object)
  }

  private mutating func keep(_ object: ObjectReference) {
    if object.space != .none, objects.count < Self.objectLimit { objects.append(object) }
  }

  static func precedes(_ left: Deeds, _ right: Deeds) -> Bool {
    let (leftWeight, rightWeight) = (weight(left.first.verb), weight(right.first.verb))
    if leftWeight != rightWeight { return leftWeight > rightWeight }
    if left.outcomes.total != right.outcomes.total { return left.outcomes.total > right.outcomes.total }
    return left.first.first < right.first.first
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
