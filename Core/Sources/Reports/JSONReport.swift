import Inventory
import JSON

/// Writes a report as the JSON of the contract, row by row: a block at a time leaves, nothing is held twice.
///
/// Source: contracts/inspect-report.
public struct JSONReport {
  /// Octets that wait before they are handed to the sink.
  public static let blockOctets = 64 << 10

  private let report: InspectReport
  private let catalogue: MessageCatalogue
  var json = JSONWriter(.rows)

  public init(_ report: InspectReport, catalogue: MessageCatalogue = .english) {
    self.report = report
    self.catalogue = catalogue
  }

  /// Writes the report; `sink` takes the octets it is given and leaves the array empty.
  public mutating func write<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.octets.reserveCapacity(Self.blockOctets + 8_192)
    json.beginObject()
    json.key("schema")
    json.value(InspectReport.schema)
    try rows("captures", report.captures.filter { $0.format != nil }, sink) { $0.members(of: $1) }
    try rows("protocols", report.protocols, sink) { $0.members(of: $1) }
    try writeAssets(to: sink)
    try writeConversations(to: sink)
    try writeActivities(to: sink)
    try writeFindings(to: sink)
    json.key("coverage")
    json.beginObject()
    json.members(of: report.coverage, catalogue)
    json.endObject()
    json.key("registry")
    if let registry = report.registry {
      json.beginObject()
      json.members(of: registry)
      json.endObject()
    } else {
      json.null()
    }
    json.endObject()
    json.octets.append(UInt8(ascii: "\n"))
    try sink(&json.octets)
  }

  private mutating func rows<Row, Failure: Error>(
    _ key: StaticString, _ rows: [Row], _ sink: (inout [UInt8]) throws(Failure) -> Void,
    _ write: (inout JSONWriter, Row) -> Void
  ) throws(Failure) {
    json.key(key)
    json.beginArray()
    for row in rows {
      json.beginObject()
      write(&json, row)
      json.endObject()
      try drain(to: sink)
    }
    json.endArray()
  }

  private mutating func drain<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    if json.octets.count >= Self.blockOctets { try sink(&json.octets) }
  }

  private mutating func writeAssets<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.key("assets")
    json.beginArray()
    try report.book.forEachAsset { (asset) throws(Failure) in
      json.beginObject()
      json.members(of: asset, captures: report.captures)
      json.endObject()
      try drain(to: sink)
    }
    json.endArray()
  }

  private mutating func writeConversations<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.key("conversations")
    json.beginArray()
    let (book, endpoints) = (report.book, report.endpoints)
    try book.forEachConversation(in: report.conversations) { (row) throws(Failure) in
      json.beginObject()
      json.members(of: row, endpoints) { book.appendID(of: $0, to: &$1) }
      json.endObject()
      try drain(to: sink)
    }
    json.endArray()
  }

  private mutating func writeActivities<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.key("activities")
    json.beginArray()
    let (book, names) = (report.book, report.names)
    try book.forEachActivity(in: report.activities) { (row) throws(Failure) in
      json.beginObject()
      json.members(of: row, names) { book.appendID(of: $0, to: &$1) }
      json.endObject()
      try drain(to: sink)
    }
    json.endArray()
  }

  private mutating func writeFindings<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.key("findings")
    json.beginArray()
    let words = FindingWords(report, catalogue)
    for finding in report.findings {
      json.beginObject()
      json.members(of: finding, words, report)
      json.endObject()
      try drain(to: sink)
    }
    json.endArray()
  }
}
