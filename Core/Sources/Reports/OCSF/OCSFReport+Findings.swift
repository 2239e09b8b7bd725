import Inventory
import JSON
import Vocabulary

extension OCSFReport {
  /// A finding as Detection Finding.
  mutating func write(_ finding: Finding) {
    begin(.detectionFinding, .create, finding.severity, finding.first, finding.last)
    json.member("message", wire: words.title(finding))
    json.member(.count, UInt64(clamping: finding.count))
    json.member("status_id", UInt64(1))
    json.member("status", "New")
    json.key("finding_info")
    json.beginObject()
    json.member(.uid, wire: words.id(finding))
    json.member(.title, wire: words.title(finding))
    json.member(.description, wire: words.explanation(finding))
    json.key("types")
    json.values([finding.kind.text])
    json.member(.firstSeenTime, milliseconds: finding.first)
    json.member(.lastSeenTime, milliseconds: finding.last)
    if !finding.kind.techniques.isEmpty {
      json.key("attacks")
      json.beginArray()
      for id in finding.kind.techniques { write(Technique(id: id)) }
      json.endArray()
    }
    json.endObject()
    json.key("remediation")
    json.beginObject()
    json.member(.description, wire: words.remedy(finding))
    json.endObject()
    json.key("resources")
    json.beginArray()
    for endpoint in words.assets(finding) {
      json.beginObject()
      json.member(.uid, plain: { report.book.appendID(of: endpoint, to: &$0) })
      if let name = report.book.asset(of: endpoint)?.hostnames.first { json.member(.name, name) }
      json.member(.type, "Device")
      json.endObject()
    }
    json.endArray()
    json.key("evidences")
    json.beginArray()
    for item in finding.evidence {
      json.beginObject()
      json.key("data")
      json.beginObject()
      json.place(item.place, report.captures)
      json.member(.note, wire: words.note(item, in: finding))
      json.endObject()
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  /// A sub-technique stands beside its technique.
  private mutating func write(_ technique: Technique) {
    let parent = Technique(id: technique.id.split(separator: ".").first.map(String.init) ?? technique.id)
    json.beginObject()
    json.key("technique")
    writeName(of: parent)
    if parent.id != technique.id {
      json.key("sub_technique")
      writeName(of: technique)
    }
    json.endObject()
  }

  private mutating func writeName(of technique: Technique) {
    json.beginObject()
    json.member(.uid, technique.id)
    if let name = technique.name { json.member(.name, name) }
    json.member("src_url", technique.url)
    json.endObject()
  }
}
