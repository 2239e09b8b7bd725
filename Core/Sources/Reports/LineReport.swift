public import Inventory
import JSON
public import Vocabulary

/// Writes what an inspection finds as JSON Lines: an object a line, each with its type, then the keys of the
/// same row in the JSON report.
///
/// Lines that are written while packets still come name endpoints by their own ids: which of them are one
/// asset is known at the end, where each asset's line lists its endpoints.
///
/// Source: contracts/inspect-report; Documentation/lines.md.
public struct LineReport: Sendable {
  public static let schema: StaticString = "bulkhead.inspect.line/1"

  let catalogue: MessageCatalogue
  var json = JSONWriter(.lines)

  public init(catalogue: MessageCatalogue = .english) {
    self.catalogue = catalogue
  }

  /// Lines that were written and not yet been taken by the caller.
  public var octets: [UInt8] {
    get { json.octets }
    _modify { yield &json.octets }
  }

  /// A conversation's line: one flow that ended.
  public mutating func write(_ flow: FlowSummary, _ endpoints: EndpointTable) {
    begin("conversation")
    json.members(of: Conversation(flow), endpoints) { endpoints[$0].appendID(to: &$1) }
    json.endObject()
  }

  public mutating func write(_ row: ActivityRow, _ endpoints: EndpointTable, _ names: NameTable) {
    begin("activity")
    json.members(of: row, names) { endpoints[$0].appendID(to: &$1) }
    json.endObject()
  }

  /// Those of a report's findings for which `isWanted`. `isSettled` where the report is the last one: what
  /// comes after an earlier one may still change them.
  public mutating func writeFindings<Failure: Error>(
    of report: InspectReport, isSettled: Bool, to sink: (inout [UInt8]) throws(Failure) -> Void,
    where isWanted: (Finding) -> Bool = { _ in true }
  ) throws(Failure) {
    let words = FindingWords(report, catalogue)
    for finding in report.findings where isWanted(finding) {
      write(finding, words, report, isSettled: isSettled)
      try drain(to: sink)
    }
  }

  mutating func write(
    _ finding: Finding, _ words: FindingWords, _ report: InspectReport, isSettled: Bool
  ) {
    begin("finding")
    json.key("settled")
    json.value(isSettled)
    json.members(of: finding, words, report)
    json.endObject()
  }

  /// What is known at the end only: findings as they settled, assets, protocols, captures; the coverage's
  /// line is the last.
  public mutating func writeEnd<Failure: Error>(
    of report: InspectReport, to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try writeFindings(of: report, isSettled: true, to: sink)
    try report.book.forEachAsset { (asset) throws(Failure) in
      begin("asset")
      members(of: asset, report)
      json.endObject()
      try drain(to: sink)
    }
    for row in report.protocols {
      begin("protocol")
      json.members(of: row)
      json.endObject()
    }
    for row in report.captures where row.format != nil {
      begin("capture")
      json.members(of: row)
      json.endObject()
    }
    begin("coverage")
    json.members(of: report.coverage, catalogue)
    json.key("registry")
    if let registry = report.registry {
      json.beginObject()
      json.members(of: registry)
      json.endObject()
    } else {
      json.null()
    }
    json.endObject()
    try sink(&json.octets)
  }

  /// Hands the lines over where they are worth a call to the system.
  public mutating func drain<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    if json.octets.count >= JSONReport.blockOctets { try sink(&json.octets) }
  }

  /// Its endpoints, by whose ids other lines name it, and its row.
  mutating func members(of asset: Asset, _ report: InspectReport) {
    json.key("endpoints")
    json.beginArray()
    for endpoint in asset.endpoints { json.plainValue { endpoint.appendID(to: &$0) } }
    json.endArray()
    json.members(of: asset, captures: report.captures)
  }

  mutating func begin(_ type: StaticString) {
    json.beginObject()
    json.key("schema")
    json.value(Self.schema)
    json.key("type")
    json.value(type)
  }
}
