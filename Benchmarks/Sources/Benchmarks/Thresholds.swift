import Foundation

/// The allocations a packet that each stage may make, as they are committed.
struct Thresholds {
  static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Thresholds/allocations-per-packet.tsv")

  private var limits: [String: Double] = [:]

  /// Reads lines of stage, tab, number.
  init() throws {
    for line in try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: "\t")
      if fields.count == 2, let limit = Double(fields[1]) { limits[String(fields[0])] = limit }
    }
  }

  /// Why a stage fails, nil where it does not.
  func complaint(_ name: String, _ cost: Cost) -> String? {
    guard let limit = limits[name] else { return "no threshold: record it" }
    guard cost.packets > 0 else { return "no packet went through it" }
    return cost.allocationsPerPacket > limit ? "more than \(Self.text(limit)) allocations a packet" : nil
  }

  /// Writes what was measured with a tenth to spare: array growth is the standard library's affair.
  static func record(_ costs: [(name: String, cost: Cost)]) throws {
    let lines = costs.map { "\($0.name)\t\(text($0.cost.allocationsPerPacket * 1.1 + 0.0005))\n" }
    try lines.joined().write(to: file, atomically: true, encoding: .utf8)
  }

  static func text(_ number: Double) -> String { String(format: "%.4f", number) }
}
