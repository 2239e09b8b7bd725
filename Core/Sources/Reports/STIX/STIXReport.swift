import Inventory
import JSON
import Vocabulary

/// Writes a report as a bundle of STIX 2.1, object by object.
///
/// A device is an infrastructure that consists of its addresses and of the software that it told; a finding
/// is an incident with the attack patterns that it uses, observed data that name the addresses of its
/// devices, and a note that says what to do; a report holds them together. Ids are made of names, times are
/// the capture's: the same input gives the same bundle. Ids of addresses and software are everybody's; those
/// of what was observed belong to the capture, so that `192.168.0.1` of two plants stays two devices.
///
/// Source: STIX 2.1 (OASIS Standard, 10 June 2021).
public struct STIXReport {
  /// When the objects that are the same in every bundle were made. Their definition says so, not a clock.
  static let catalogueTime = "2026-11-30T00:00:00.000Z"

  let report: InspectReport
  let words: FindingWords
  var json = JSONWriter(.rows)
  let producer = STIXID(.identity, [Array("Bulkhead".utf8)])
  /// Tells this capture from others: when it began and ended, and how many packets it has.
  let scope: [UInt8]
  /// Observables and attack patterns that the bundle holds already.
  var written: Set<STIXID> = []
  /// What the bundle's report refers to.
  var contents: [STIXID] = []

  public init(_ report: InspectReport, catalogue: MessageCatalogue = .english) {
    self.report = report
    words = FindingWords(report, catalogue)
    var scope: [UInt8] = []
    let packets = report.captures.reduce(0) { $0 &+ $1.packets }
    for time in [report.firstTime, report.lastTime] {
      time?.appendRFC3339(to: &scope)
      scope.append(UInt8(ascii: "/"))
    }
    appendDecimal(packets, to: &scope)
    self.scope = scope
  }

  /// Writes the bundle; `sink` takes the octets it is given and leaves the array empty.
  public mutating func write<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.beginObject()
    json.key("type")
    json.value("bundle")
    json.member("id", STIXID(.bundle, [scope]))
    json.key("objects")
    json.beginArray()
    writeProducer()
    let book = report.book
    try book.forEachAsset { (asset) throws(Failure) in
      write(asset)
      try drain(to: sink)
    }
    for finding in report.findings {
      write(finding)
      try drain(to: sink)
    }
    try writeContents(to: sink)
    json.endArray()
    json.endObject()
    json.octets.append(UInt8(ascii: "\n"))
    try sink(&json.octets)
  }

  private mutating func drain<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    if json.octets.count >= JSONReport.blockOctets { try sink(&json.octets) }
  }

  private mutating func writeProducer() {
    begin(producer)
    json.member("created", Self.catalogueTime)
    json.member("modified", Self.catalogueTime)
    json.member("name", "Bulkhead")
    json.member("description", "Reads a plant's network traffic and says what is on it and what is wrong.")
    json.member("identity_class", "system")
    json.endObject()
  }

  /// The report that holds the others together; none where nothing was observed.
  private mutating func writeContents<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    guard let first = report.firstTime, let last = report.lastTime, !contents.isEmpty else { return }
    begin(STIXID(.report, [scope]), first, last)
    let names = report.captures.map { $0.path }.joined(separator: ", ")
    json.member("name", "Network inspection: \(names)")
    json.key("report_types")
    json.beginArray()
    json.value("observed-data")
    json.endArray()
    json.key("published")
    json.value(stix: last)
    json.key("object_refs")
    json.beginArray()
    for id in contents {
      json.value(id)
      try drain(to: sink)
    }
    json.endArray()
    json.endObject()
  }
}

extension STIXReport {
  /// Begins an object with what every one has.
  mutating func begin(_ id: STIXID) {
    json.beginObject()
    json.key("type")
    json.value(id.kind.text)
    json.member("spec_version", "2.1")
    json.member("id", id)
  }

  /// Begins an object that Bulkhead made of what was seen from `first` to `last`.
  mutating func begin(_ id: STIXID, _ first: Timestamp, _ last: Timestamp) {
    begin(id)
    json.member("created_by_ref", producer)
    json.key("created")
    json.value(stix: first)
    json.key("modified")
    json.value(stix: last)
    if id.kind != .report { contents.append(id) }
  }

  mutating func relate(
    _ source: STIXID, _ type: StaticString, _ target: STIXID, _ first: Timestamp, _ last: Timestamp
  ) {
    var name = scope
    for part in [source, target] {
      name.append(UInt8(ascii: "/"))
      part.append(to: &name)
    }
    begin(STIXID(.relationship, [Array(type.description.utf8), name]), first, last)
    json.key("relationship_type")
    json.value(type)
    json.member("source_ref", source)
    json.member("target_ref", target)
    json.endObject()
  }
}

extension JSONWriter {
  mutating func member(_ name: JSONKey, _ id: STIXID) {
    key(name)
    value(id)
  }

  mutating func value(_ id: STIXID) { plainValue { id.append(to: &$0) } }

  /// A time to the millisecond, as STIX 2.1 has it in section 3.2 for `created` and `modified`.
  mutating func value(stix time: Timestamp) {
    plainValue { text in
      time.appendRFC3339(to: &text)
      text.removeLast(7)
      text.append(UInt8(ascii: "Z"))
    }
  }
}

extension InspectReport {
  var firstTime: Timestamp? { captures.compactMap { $0.first }.min() }
  var lastTime: Timestamp? { captures.compactMap { $0.last }.max() }
}
