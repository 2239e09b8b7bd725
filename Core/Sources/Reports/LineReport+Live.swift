public import Inventory
import JSON
public import Vocabulary

/// The lines of an inspection that goes on: what stands now, and what changed.
extension LineReport {
  /// Those of a report's findings that are news, by their ids.
  public mutating func writeNews(of report: InspectReport, where isNews: ([UInt8], Finding) -> Bool) {
    let words = FindingWords(report, catalogue)
    for finding in report.findings where isNews(words.id(finding), finding) {
      write(finding, words, report, isSettled: false)
    }
  }

  /// A finding that was told and no longer stands.
  public mutating func write(withdrawn id: [UInt8], at time: Timestamp) {
    begin("withdrawn")
    json.member(.id, wire: id)
    json.member(.last, time)
    json.endObject()
  }

  /// An asset's line, unless all that it says but its last sight has the digest `known`.
  ///
  /// - Returns: the digest of what was written; nil where nothing was
  public mutating func write(_ asset: Asset, of report: InspectReport, _ known: UInt64?) -> UInt64? {
    let start = json.octets.count
    begin("asset")
    members(of: asset, report)
    json.endObject()
    var unseen = asset
    unseen.last = asset.first
    var plain = LineReport(catalogue: catalogue)
    plain.begin("asset")
    plain.members(of: unseen, report)
    let digest = plain.octets.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    guard digest != known else {
      json.octets.removeSubrange(min(start, json.octets.count)...)
      return nil
    }
    return digest
  }

  /// What passed in a minute.
  public mutating func write(_ row: TrafficRow) {
    begin("traffic")
    json.member(.first, row.first)
    json.member(.last, row.last)
    json.member(.packets, row.packets)
    json.member(.bytes, row.octets)
    json.key(.protocols)
    json.beginObject()
    for entry in row.protocols {
      json.key(entry.name.text)
      json.value(entry.packets)
    }
    json.endObject()
    json.endObject()
  }

  /// What could not be seen so far.
  public mutating func write(_ coverage: Coverage, at time: Timestamp) {
    begin("coverage")
    json.member(.last, time)
    json.members(of: coverage, catalogue)
    json.endObject()
  }
}
